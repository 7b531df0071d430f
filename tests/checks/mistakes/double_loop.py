# VS022 9:15 (one.name == two for one in reply.items for two in reply.names)
from prelude import *


class Bad(Approval, name="bad"):
    actions = ACTIONS

    def status(self, reply: Reply) -> Status | Fail:
        if any(one.name == two for one in reply.items for two in reply.names):
            return Fail("taken")
        return reply.status
# help:
# 9 |         if any(one.name in reply.names for one in reply.items):
