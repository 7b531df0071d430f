# VS002 9:17 {item.name: item.size for item in reply.items}
from prelude import *


class Bad(Approval, name="bad"):
    actions = ACTIONS

    def status(self, reply: Reply) -> Status | Fail:
        sizes = {item.name: item.size for item in reply.items}
        if "big" in sizes:
            return Fail("too big")
        return reply.status
# help:
# 9 |         sizes = [item.name for item in reply.items]
