# VS020 9:24 await reply
from prelude import *


class Bad(Approval, name="bad"):
    actions = ACTIONS

    def status(self, reply: Reply) -> Status | Fail:
        return Fail(f"{await reply}")
# help:
# 9 |         return Fail(reply.message)
