# VS025 9:16 1
from prelude import *


class Bad(Approval, name="bad"):
    actions = ACTIONS

    def status(self, reply: Reply) -> Status:
        return 1
# help:
# 9 |         return Status.DONE
