# VS007 9:12 reply.share > reply.count
from prelude import *


class Bad(Approval, name="bad"):
    actions = ACTIONS

    def status(self, reply: Reply) -> Status | Fail:
        if reply.share > reply.count:
            return Fail("too much")
        return reply.status
# help:
# 9 |         if self.limit > reply.count:
