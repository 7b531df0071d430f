# VS001 9:9 try:
from prelude import *


class Bad(Approval, name="bad"):
    actions = ACTIONS

    def status(self, reply: Reply) -> Status | Fail:
        try:
            label = reply.labels["reason"]
        except KeyError:
            return Fail("no reason")
        return Fail(label)
# help:
# 9 |         if "reason" not in reply.labels:
# 10 |
# 11 |
# 12 |             return Fail("no reason")
#    |         label = reply.labels["reason"]
