# VS003 9:48 reply.labels.items()
from prelude import *


class Bad(Approval, name="bad"):
    actions = ACTIONS

    def status(self, reply: Reply) -> Status | Fail:
        if any(value == "no" for key, value in reply.labels.items()):
            return Fail("a label says no")
        return reply.status
# help:
# 9 |         if any(item.name == "no" for item in reply.items):
