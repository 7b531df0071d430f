# VS020 9:5 return
from prelude import *


class Bad(Approval, name="bad"):
    actions = ACTIONS

    def status(self, reply: Reply) -> Status:
    return reply.status
# help:
# 9 |         return reply.status
