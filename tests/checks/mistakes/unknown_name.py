# VS009 10:25 mesage
from prelude import *


class Bad(Approval, name="bad"):
    actions = ACTIONS

    def status(self, reply: Reply) -> Status | Fail:
        if reply.message:
            return Fail(mesage)
        return reply.status
# help:
# 10 |             return Fail(reply.message)
