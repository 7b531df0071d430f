# VS004 10:13 return
from prelude import *


class Bad(Approval, name="bad"):
    actions = ACTIONS

    def status(self, reply: Reply) -> Status | Fail:
        if reply.count > 9:
            return
        return reply.status
# help:
# 10 |             return Fail("too many")
