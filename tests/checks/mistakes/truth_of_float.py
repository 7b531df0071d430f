# VS007 9:12 reply.share
from prelude import *


class Bad(Approval, name="bad"):
    actions = ACTIONS

    def status(self, reply: Reply) -> Status | Fail:
        if reply.share:
            return Fail("shared")
        return reply.status
# help:
# 9 |         if reply.count:
