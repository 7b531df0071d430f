# VS213 9:9 Status.DONE
from prelude import *


class Bad(Approval, name="bad"):
    actions = {
        Status.OPEN: Suspend("open"),
        Status.DONE: Continue(),
        Status.DONE: Fail("done"),
    }
# help:
# 8 |
