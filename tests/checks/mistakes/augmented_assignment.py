# VS001 10:9 total += 1
from prelude import *


class Bad(Approval, name="bad"):
    actions = ACTIONS

    def status(self, reply: Reply) -> Status | Fail:
        total = reply.count
        total += 1
        return Fail(f"{total} of {self.limit}")
# help:
# 10 |         more = total + 1
# 11 |         return Fail(f"{more} of {self.limit}")
