# VS007 9:21 reply.count
from prelude import *


class Bad(Approval, name="bad"):
    actions = ACTIONS

    def status(self, reply: Reply) -> Status | Fail:
        return Fail(reply.count)
# help:
# 9 |         return Fail(f"{reply.count}")
