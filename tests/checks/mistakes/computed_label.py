# VS210 10:28 f"review-{reply.message}"
from prelude import *


class Bad(Approval, name="bad"):
    actions = ACTIONS

    def status(self, reply: Reply) -> Status | Suspend:
        if reply.count > 3:
            return Suspend(f"review-{reply.message}")
        return reply.status
# help:
# 10 |             return Suspend("review")
