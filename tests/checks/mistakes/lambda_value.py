# VS002 9:16 lambda count: count > self.limit
from prelude import *


class Bad(Approval, name="bad"):
    actions = ACTIONS

    def status(self, reply: Reply) -> Status | Fail:
        many = lambda count: count > self.limit
        if many(reply.count):
            return Fail("too many")
        return reply.status
# help:
# 9 |         many = reply.count > self.limit
# 10 |         if many:
