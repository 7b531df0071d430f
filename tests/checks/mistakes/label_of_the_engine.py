# VS203 7:22 Suspend("context")
from prelude import *


class Bad(Approval, name="bad"):
    actions = {
        Status.OPEN: Suspend("context"),
        Status.DONE: Continue(),
    }
# help:
# 7 |         Status.OPEN: Suspend("review"),
