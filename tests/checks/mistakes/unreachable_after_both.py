# VS021 13:9 return Status.DONE
from prelude import *


class Bad(Approval, name="bad"):
    actions = ACTIONS

    def status(self, reply: Reply) -> Status | Fail:
        if reply.count > 9:
            return Fail("too many")
        else:
            return reply.status
        return Status.DONE
# help:
# 13 |
