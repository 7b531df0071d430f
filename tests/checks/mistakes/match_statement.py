# VS001 12:18 n
from prelude import *


class Bad(Approval, name="bad"):
    actions = ACTIONS

    def status(self, reply: Reply) -> Status | Fail:
        match reply.count:
            case 0:
                return Status.DONE
            case n if n > 3:
                return Fail(f"{n} are too many")
            case _:
                return Status.OPEN
# help:
# 12 |             case _ if reply.count > 3:
# 13 |                 return Fail(f"{reply.count} are too many")
