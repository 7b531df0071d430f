# VS025 9:16 reply.message
from prelude import *


class Bad(Approval, name="bad"):
    actions = ACTIONS

    def status(self, reply: Reply) -> Status:
        return reply.message
# help:
# 9 |         return reply.status
