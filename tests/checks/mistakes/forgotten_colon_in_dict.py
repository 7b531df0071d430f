# VS020 7:22 Suspend("open")
from prelude import *


class Bad(Approval, name="bad"):
    actions = {
        Status.OPEN: Suspend("open")
        Status.DONE: Continue(),
    }
# help:
# 7 |         Status.OPEN: Suspend("open"),
