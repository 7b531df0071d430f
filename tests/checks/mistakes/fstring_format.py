# VS028 10:28 reply.count
from prelude import *


class Bad(Approval, name="bad"):
    actions = ACTIONS

    def status(self, reply: Reply) -> Status | Fail:
        if reply.count > 3:
            return Fail(f"{reply.count:>8} is too many: {reply.message!r}")
        return reply.status
# help:
# 10 |             return Fail(f"{reply.count} is too many: {reply.message}")
