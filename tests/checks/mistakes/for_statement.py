# VS001 9:9 for item in reply.items:
from prelude import *


class Bad(Approval, name="bad"):
    actions = ACTIONS

    def status(self, reply: Reply) -> Status:
        for item in reply.items:
            if item.size > self.limit:
                return Status.OPEN
        return reply.status
# help:
# 9 |         if any(item.size > self.limit for item in reply.items):
# 10 |             return Status.OPEN
# 11 |
