# VS010 9:21 "no \ud83d"
from prelude import *


class Bad(Approval, name="bad"):
    actions = ACTIONS

    def status(self, reply: Reply) -> Status | Fail:
        return Fail("no \ud83d")
# help:
# 9 |         return Fail("no \U0001f600")
