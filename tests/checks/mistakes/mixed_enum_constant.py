# VS031 14:29 Mixed.A
from prelude import *


class Mixed(Enum):
    A = "a"
    B = 2


class Bad(Approval, name="bad"):
    actions = ACTIONS

    def status(self, reply: Reply) -> Status | Fail:
        if reply.message == Mixed.A.value:
            return Fail("a")
        return reply.status
# help:
# 7 |     B = "2"
