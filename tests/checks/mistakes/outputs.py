# VS214 6:5 actions = ACTIONS
from prelude import *


class Bad(Approval, name="bad"):
    actions = ACTIONS

    def status(self, reply: Reply) -> Status | Continue:
        if reply.count > 3:
            return Continue(outputs=Item(name="x"))
        return reply.status
# help:
# 10 |             return Continue()
