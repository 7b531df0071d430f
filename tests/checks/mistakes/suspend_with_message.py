# VS024 10:20 Suspend("review", message="too many")
from prelude import *


class Bad(Approval, name="bad"):
    actions = ACTIONS

    def status(self, reply: Reply) -> Status | Suspend:
        if reply.count > self.limit:
            return Suspend("review", message="too many")
        return reply.status
# help:
# 10 |             return Suspend("review")
