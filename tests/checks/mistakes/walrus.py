# VS002 9:13 total := reply.count + 1
from prelude import *


class Bad(Approval, name="bad"):
    actions = ACTIONS

    def status(self, reply: Reply) -> Status | Fail:
        if (total := reply.count + 1) > self.limit:
            return Fail(f"{total} are too many")
        return reply.status
# help:
# 9 |         total = reply.count + 1
#    |         if total > self.limit:
