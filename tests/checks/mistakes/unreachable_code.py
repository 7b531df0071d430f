# VS021 11:13 print("too many")
from prelude import *


class Bad(Approval, name="bad"):
    actions = ACTIONS

    def status(self, reply: Reply) -> Status | Fail:
        if reply.count > 9:
            return Fail("too many")
            print("too many")
        return reply.status
# help:
# 11 |
