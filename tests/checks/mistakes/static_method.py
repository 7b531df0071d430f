# VS036 9:9 status
from prelude import *


class Bad(Approval, name="bad"):
    actions = ACTIONS

    @staticmethod
    def status(reply: Reply) -> Status | Fail:
        return reply.status
# help:
# 8 |     def status(self, reply: Reply) -> Status | Fail:
# 9 |
