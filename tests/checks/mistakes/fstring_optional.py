# VS006 9:24 reply.owner
from prelude import *


class Bad(Approval, name="bad"):
    actions = ACTIONS

    def status(self, reply: Reply) -> Status | Fail:
        return Fail(f"{reply.owner} said no")
# help:
# 9 |         return Fail(f"{reply.owner if reply.owner is not None else 'nobody'} said no")
