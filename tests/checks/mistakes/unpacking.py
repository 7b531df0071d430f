# VS001 9:9 count, text = reply.count, reply.message
from prelude import *


class Bad(Approval, name="bad"):
    actions = ACTIONS

    def status(self, reply: Reply) -> Status | Fail:
        count, text = reply.count, reply.message
        return Fail(f"{count}: {text}")
# help:
# 9 |         count = reply.count
# 10 |         return Fail(f"{count}: {reply.message}")
