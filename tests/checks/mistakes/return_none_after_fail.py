# VS001 10:13 Fail("too many")
from prelude import *


class Bad(Approval, name="bad"):
    actions = ACTIONS

    def status(self, reply: Reply) -> Status:
        if reply.count > 3:
            Fail("too many")
        return reply.status
# help:
# 8 |     def status(self, reply: Reply) -> Status | Fail:
# 10 |             return Fail("too many")
