# VS042 9:16 self.status(reply)
from prelude import *


class Bad(Approval, name="bad"):
    actions = ACTIONS

    def status(self, reply: Reply) -> Status | Fail:
        return self.status(reply)
# help:
# 9 |         return reply.status
