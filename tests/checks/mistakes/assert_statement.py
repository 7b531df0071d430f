# VS001 9:9 assert reply.first is not None
from prelude import *


class Bad(Approval, name="bad"):
    actions = ACTIONS

    def status(self, reply: Reply) -> Status:
        assert reply.first is not None
        return Status.DONE if reply.first.size == 0 else Status.OPEN
# help:
# 8 |     def status(self, reply: Reply) -> Status | Fail:
# 9 |         if reply.first is None:
#    |             return Fail("no item")
