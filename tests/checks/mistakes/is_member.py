# VS027 9:12 reply.status is Status.OPEN
from prelude import *


class Bad(Approval, name="bad"):
    actions = ACTIONS

    def status(self, reply: Reply) -> Status | Fail:
        if reply.status is Status.OPEN and reply.count > 3:
            return Fail("open for too long")
        return reply.status
# help:
# 9 |         if reply.status == Status.OPEN and reply.count > 3:
