# VS002 9:12 reply.message[0]
from prelude import *


class Bad(Approval, name="bad"):
    actions = ACTIONS

    def status(self, reply: Reply) -> Status | Fail:
        if reply.message[0] == "n":
            return Fail("rejected")
        return reply.status
# help:
# 9 |         if reply.message.startswith("n"):
