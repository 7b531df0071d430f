# VS024 10:20 Continue(message="fine")
from prelude import *


class Bad(Approval, name="bad"):
    actions = ACTIONS

    def status(self, reply: Reply) -> Status | Continue:
        if reply.count > 3:
            return Continue(message="fine")
        return reply.status
# help:
# 10 |             return Continue()
