# VS007 9:21 "%s failed"
from prelude import *


class Bad(Approval, name="bad"):
    actions = ACTIONS

    def status(self, reply: Reply) -> Status | Fail:
        return Fail("%s failed" % reply.message)
# help:
# 9 |         return Fail(f"{reply.message} failed")
