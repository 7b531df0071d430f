# VS001 9:13 many
from prelude import *


class Bad(Approval, name="bad"):
    actions = ACTIONS

    def status(self, reply: Reply) -> Status | Fail:
        def many(count: int) -> bool:
            return count > self.limit

        if many(reply.count):
            return Fail("too many")
        return reply.status
# help:
# 9 |         many = reply.count > self.limit
# 10 |
# 12 |         if many:
