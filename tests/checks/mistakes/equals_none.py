# VS026 9:12 reply.owner == None
from prelude import *


class Bad(Approval, name="bad"):
    actions = ACTIONS

    def status(self, reply: Reply) -> Status | Fail:
        if reply.owner == None:
            return Fail("nobody owns it")
        return reply.status
# help:
# 9 |         if reply.owner is None:
