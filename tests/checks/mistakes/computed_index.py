# VS002 9:21 reply.names[reply.count]
from prelude import *


class Bad(Approval, name="bad"):
    actions = ACTIONS

    def status(self, reply: Reply) -> Status | Fail:
        return Fail(reply.names[reply.count])
# help:
# 9 |         return Fail(reply.names[-1])
