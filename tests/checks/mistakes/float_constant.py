# VS023 9:26 0.5
from prelude import *


class Bad(Approval, name="bad"):
    actions = ACTIONS

    def status(self, reply: Reply) -> Status | Fail:
        if reply.share > 0.5:
            return Fail("too much")
        return reply.status
# help:
# 9 |         if reply.count > 5:
