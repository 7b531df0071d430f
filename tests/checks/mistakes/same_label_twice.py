# VS204 10:20 Suspend("review")
from prelude import *


class Bad(Approval, name="bad"):
    actions = {Status.OPEN: Suspend("review"), Status.DONE: Continue()}

    def status(self, reply: Reply) -> Status | Suspend:
        if reply.count > 3:
            return Suspend("review")
        return reply.status
# help:
# 10 |             return Suspend("second-review")
