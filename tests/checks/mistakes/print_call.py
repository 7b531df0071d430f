# VS001 9:9 print("status", reply.status)
from prelude import *


class Bad(Approval, name="bad"):
    actions = ACTIONS

    def status(self, reply: Reply) -> Status | Fail:
        print("status", reply.status)
        return reply.status
# help:
# 9 |
