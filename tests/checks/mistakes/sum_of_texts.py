# VS007 9:28 item.name
from prelude import *


class Bad(Approval, name="bad"):
    actions = ACTIONS

    def status(self, reply: Reply) -> Status | Fail:
        return Fail(f"{sum(item.name for item in reply.items)}")
# help:
# 9 |         return Fail(f"{sum(item.size for item in reply.items)}")
