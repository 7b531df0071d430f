# VS203 7:22 Suspend("waiting for review")
from prelude import *


class Bad(Approval, name="bad"):
    actions = {
        Status.OPEN: Suspend("waiting for review"),
        Status.DONE: Continue(),
    }
# help:
# 7 |         Status.OPEN: Suspend("waiting-for-review"),
