# VS003 9:12 reply.message.lower()
from prelude import *


class Bad(Approval, name="bad"):
    actions = ACTIONS

    def status(self, reply: Reply) -> Status | Fail:
        if reply.message.lower() == "no":
            return Fail("rejected")
        return reply.status
# help:
# 9 |         if reply.message in ["no", "No", "NO"]:
