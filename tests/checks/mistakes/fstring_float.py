# VS008 9:24 reply.share
from prelude import *


class Bad(Approval, name="bad"):
    actions = ACTIONS

    def status(self, reply: Reply) -> Status | Fail:
        return Fail(f"{reply.share} is left")
# help:
# 9 |         return Fail(f"{reply.count} is left")
