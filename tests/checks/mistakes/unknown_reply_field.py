# VS009 9:12 reply.error
from prelude import *


class Bad(Approval, name="bad"):
    actions = ACTIONS

    def status(self, reply: Reply) -> Status | Fail:
        if reply.error:
            return Fail("rejected")
        return reply.status
# help:
# 9 |         if reply.message:
