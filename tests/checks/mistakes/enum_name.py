# VS009 9:30 reply.status.name
from prelude import *


class Bad(Approval, name="bad"):
    actions = ACTIONS

    def status(self, reply: Reply) -> Status | Fail:
        return Fail(f"still {reply.status.name}")
# help:
# 9 |         return Fail(f"still {reply.status.value}")
