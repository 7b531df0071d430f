# VS002 9:12 reply.count / self.limit
from prelude import *


class Bad(Approval, name="bad"):
    actions = ACTIONS

    def status(self, reply: Reply) -> Status | Fail:
        if reply.count / self.limit > 2:
            return Fail("too many")
        return reply.status
# help:
# 9 |         if reply.count > 2 * self.limit:
