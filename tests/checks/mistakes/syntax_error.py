# VS020 8:45
from prelude import *


class Bad(Approval, name="bad"):
    actions = ACTIONS

    def status(self, reply: Reply) -> Status
        return reply.status
# help:
# 8 |     def status(self, reply: Reply) -> Status:
