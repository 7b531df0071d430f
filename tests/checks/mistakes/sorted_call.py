# VS003 9:17 sorted(reply.names)
from prelude import *


class Bad(Approval, name="bad"):
    actions = ACTIONS

    def status(self, reply: Reply) -> Status | Fail:
        names = sorted(reply.names)
        return Fail(", ".join(names))
# help:
# 9 |         names = reply.names
