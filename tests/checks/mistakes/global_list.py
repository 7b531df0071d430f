# VS001 12:9 SEEN.append(reply.message)
from prelude import *


SEEN: list[str] = []


class Bad(Approval, name="bad"):
    actions = ACTIONS

    def status(self, reply: Reply) -> Status | Fail:
        SEEN.append(reply.message)
        return reply.status
# help:
# 12 |
