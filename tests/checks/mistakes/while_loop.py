# VS001 9:9 while reply.status is Status.OPEN:
from prelude import *


class Bad(Approval, name="bad"):
    actions = ACTIONS

    def status(self, reply: Reply) -> Status | Wait:
        while reply.status is Status.OPEN:
            pass
        return reply.status
# help:
# 9 |         if reply.status == Status.OPEN:
# 10 |             return Wait("still open")
