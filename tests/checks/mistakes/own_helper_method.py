# VS003 12:12 self.too_many(reply.count)
from prelude import *


class Bad(Approval, name="bad"):
    actions = ACTIONS

    def too_many(self, count: int) -> bool:
        return count > self.limit

    def status(self, reply: Reply) -> Status | Fail:
        if self.too_many(reply.count):
            return Fail("too many")
        return reply.status
# help:
# 8 |
# 9 |
# 10 |
# 12 |         if reply.count > self.limit:
