# VS035 8:9 status
from prelude import *


class Bad(Approval, name="bad"):
    actions = ACTIONS

    def status(self, reply: Reply, context: Context) -> Status | Fail:
        return Fail(f"{context.name}")
# help:
# 8 |     def status(self, reply: Reply) -> Status | Fail:
# 9 |         return Fail(f"{reply.message}")
