# VS007 9:12 reply.status == "OPEN"
from prelude import *


class Bad(Approval, name="bad"):
    actions = ACTIONS

    def status(self, reply: Reply) -> Status | Fail:
        if reply.status == "OPEN":
            return Fail("still open")
        return reply.status
# help:
# 9 |         if reply.status == Status.OPEN:
