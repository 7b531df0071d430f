# VS003 9:12 isinstance(reply.first, Item)
from prelude import *


class Bad(Approval, name="bad"):
    actions = ACTIONS

    def status(self, reply: Reply) -> Status | Fail:
        if isinstance(reply.first, Item):
            return Fail(reply.first.name)
        return reply.status
# help:
# 9 |         if reply.first is not None:
