# VS036 9:9 status
from prelude import *


class Bad(Approval, name="bad"):
    actions = ACTIONS

    @property
    def status(self) -> Status:
        return Status.DONE
# help:
# 8 |     def status(self, reply: Reply) -> Status | Fail:
# 9 |
