# VS003 9:16 Status(reply.count)
from prelude import *


class Bad(Approval, name="bad"):
    actions = ACTIONS

    def status(self, reply: Reply) -> Status:
        return Status(reply.count)
# help:
# 9 |         return Status.DONE if reply.count == 1 else Status.OPEN
