# VS003 9:21 reply.labels.get("reason", "no reason")
from prelude import *


class Bad(Approval, name="bad"):
    actions = ACTIONS

    def status(self, reply: Reply) -> Status | Fail:
        return Fail(reply.labels.get("reason", "no reason"))
# help:
# 9 |         return Fail(reply.labels["reason"] if "reason" in reply.labels else "no reason")
