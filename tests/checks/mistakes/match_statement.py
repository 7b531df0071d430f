# VS001 9:9 match reply.count:
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
# 9 |         if reply.count == 0:
# 10 |             return Status.DONE
# 11 |         return Fail(f"{reply.count} are too many") if reply.count > 3 else Status.OPEN
# 12 |
# 13 |
# 14 |
# 15 |
