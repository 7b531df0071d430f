# VS003 9:12 any(reply.names)
from prelude import *


class Bad(Approval, name="bad"):
    actions = ACTIONS

    def status(self, reply: Reply) -> Status | Fail:
        if any(reply.names):
            return Fail("named")
        return reply.status
# help:
# 9 |         if any(name for name in reply.names):
