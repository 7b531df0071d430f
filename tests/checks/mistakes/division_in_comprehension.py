# VS022 9:16 self.limit // item.size
from prelude import *


class Bad(Approval, name="bad"):
    actions = ACTIONS

    def status(self, reply: Reply) -> Status | Fail:
        if any(self.limit // item.size > 3 for item in reply.items):
            return Fail("too small")
        return reply.status
# help:
# 9 |         if any(item.size // 2 > 3 for item in reply.items):
