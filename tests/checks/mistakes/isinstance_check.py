# VS003 10:12 isinstance(reply.first, Item)
# VS006 11:25 reply.first
from prelude import *


class Bad(Approval, name="bad"):
    actions = ACTIONS

    def status(self, reply: Reply) -> Status | Fail:
        if isinstance(reply.first, Item):
            return Fail(reply.first.name)
        return reply.status
# help:
# 10 |         if reply.first is not None:
