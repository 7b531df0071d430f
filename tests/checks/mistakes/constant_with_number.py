# VS007 12:16 NO
from prelude import *


NO = Fail(404)


class Bad(Approval, name="bad"):
    actions = ACTIONS

    def status(self, reply: Reply) -> Status | Fail:
        return NO
# help:
# 5 | NO = Fail("404")
