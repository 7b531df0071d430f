# VS034 8:21 reply.message
from prelude import *


class Bad(Approval, name="bad"):
    actions = ACTIONS
    def status(self, reply: Reply) -> Status | Fail:
        return Fail(reply.message and reply.names[0])
# help:
# 8 |         return Fail(reply.names[0] if reply.message else reply.message)
