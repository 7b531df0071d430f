# VS007 9:12 reply.count in reply.names
from prelude import *


class Bad(Approval, name="bad"):
    actions = ACTIONS

    def status(self, reply: Reply) -> Status | Fail:
        if reply.count in reply.names:
            return Fail("named")
        return reply.status
# help:
# 9 |         if f"{reply.count}" in reply.names:
