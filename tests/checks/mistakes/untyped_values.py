# VS002 9:12 reply.extra["code"]
from prelude import *


class Bad(Approval, name="bad"):
    actions = ACTIONS

    def status(self, reply: Reply) -> Status | Fail:
        if reply.extra["code"] == 3:
            return Fail("code 3")
        return reply.status
# help:
# 9 |         if reply.count == 3:
