# VS003 9:24 reply.model_dump()
from prelude import *


class Bad(Approval, name="bad"):
    actions = ACTIONS

    def status(self, reply: Reply) -> Status | Fail:
        return Fail(f"{reply.model_dump()}")
# help:
# 9 |         return Fail(f"{reply.message}")
