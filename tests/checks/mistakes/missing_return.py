# VS004 8:9 status
from prelude import *


class Bad(Approval, name="bad"):
    actions = ACTIONS

    def status(self, reply: Reply) -> Status | Fail:
        if reply.count == 0:
            return reply.status
        elif reply.count > 9:
            return Fail("too many")
# help:
# 11 |         else:
