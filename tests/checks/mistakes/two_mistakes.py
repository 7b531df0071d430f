# VS405 10:26 "Bad"
# VS201 11:5 actions = {Status.OPEN: "wait"}
# VS209 11:29 "wait"
# VS006 14:12 reply.first
# VS028 15:28 reply.first.name
# VS009 16:16 reply.state
from prelude import *


class Bad(Approval, name="Bad"):
    actions = {Status.OPEN: "wait"}

    def status(self, reply: Reply) -> Status | Fail:
        if reply.first.size > 3:
            return Fail(f"{reply.first.name!r}")
        return reply.state
# help:
# 10 | class Bad(Approval, name="bad"):
# 11 |     actions = {Status.OPEN: Wait("wait"), Status.DONE: Continue()}
# 14 |         if reply.first is not None and reply.first.size > 3:
# 15 |             return Fail(f"{reply.first.name}")
# 16 |         return reply.status
