# VS002 9:12 reply.message[:2]
from prelude import *


class Bad(Approval, name="bad"):
    actions = ACTIONS

    def status(self, reply: Reply) -> Status | Fail:
        if reply.message[:2] == "no":
            return Fail("rejected")
        return reply.status
# help:
# 9 |         if reply.message.startswith("no"):
