# VS015 25:9 return reply.status
from prelude import *


class Bad(Approval, name="bad"):
    actions = ACTIONS

    def status(self, reply: Reply) -> Status | Fail:
        if reply.count == 1:
            pass
        if reply.count == 2:
            pass
        if reply.count == 3:
            pass
        if reply.count == 4:
            pass
        if reply.count == 5:
            pass
        if reply.count == 6:
            pass
        if reply.count == 7:
            pass
        if reply.count == 8:
            pass
        return reply.status
# help:
# 9 |
# 10 |
# 11 |
# 12 |
# 13 |
# 14 |
# 15 |
# 16 |
# 17 |
# 18 |
# 19 |
# 20 |
# 21 |
# 22 |
# 23 |
# 24 |
