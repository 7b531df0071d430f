# VS006 10:12 reply.first
# VS006 11:25 reply.owner
from prelude import *


class Bad(Approval, name="bad"):
    actions = ACTIONS

    def status(self, reply: Reply) -> Status | Fail:
        if reply.first.size > 3:
            return Fail(reply.owner)
        return reply.status
# help:
# 10 |         if reply.first is not None and reply.first.size > 3:
# 11 |             return Fail("the owner" if reply.owner is None else reply.owner)
