# VS023 12:29 REFUSALS
from prelude import *


REFUSALS = {"no", "never"}


class Bad(Approval, name="bad"):
    actions = ACTIONS

    def status(self, reply: Reply) -> Status | Fail:
        if reply.message in REFUSALS:
            return Fail("rejected")
        return reply.status
# help:
# 5 | REFUSALS = ["no", "never"]
