# VS002 9:29 ("no", "never")
from prelude import *


class Bad(Approval, name="bad"):
    actions = ACTIONS

    def status(self, reply: Reply) -> Status | Fail:
        if reply.message in ("no", "never"):
            return Fail("rejected")
        return reply.status
# help:
# 9 |         if reply.message in ["no", "never"]:
