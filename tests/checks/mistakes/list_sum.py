# VS007 9:31 reply.names
from prelude import *


class Bad(Approval, name="bad"):
    actions = ACTIONS

    def status(self, reply: Reply) -> Status | Fail:
        return Fail(", ".join(reply.names + ["and me"]))
# help:
# 9 |         return Fail(f"{', '.join(reply.names)}, and me")
