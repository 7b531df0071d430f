# VS035 8:15 status
from prelude import *


class Bad(Approval, name="bad"):
    actions = ACTIONS

    async def status(self, reply: Reply) -> Status:
        return reply.status
# help:
# 8 |     def status(self, reply: Reply) -> Status:
