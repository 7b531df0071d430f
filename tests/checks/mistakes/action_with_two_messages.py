# VS024 10:20 Fail("too many:", reply.message)
from prelude import *


class Bad(Approval, name="bad"):
    actions = ACTIONS

    def status(self, reply: Reply) -> Status | Fail:
        if reply.count > self.limit:
            return Fail("too many:", reply.message)
        return reply.status
# help:
# 10 |             return Fail(f"too many: {reply.message}")
