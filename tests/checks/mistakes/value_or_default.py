# VS034 9:21 reply.owner
from prelude import *


class Bad(Approval, name="bad"):
    actions = ACTIONS

    def status(self, reply: Reply) -> Status | Fail:
        return Fail(reply.owner or "nobody")
# help:
# 9 |         return Fail(reply.owner if reply.owner else "nobody")
