# VS001 9:9 self.limit = 5
from prelude import *


class Bad(Approval, name="bad"):
    actions = ACTIONS

    def status(self, reply: Reply) -> Status | Fail:
        self.limit = 5
        return reply.status
# help:
# 9 |         limit = 5
# 10 |         return Fail(f"{limit} are left") if reply.count > limit else reply.status
