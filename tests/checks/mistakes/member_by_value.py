# VS208 8:9 0
# VS208 9:9 1
from prelude import *


class Bad(Approval, name="bad"):
    actions = {
        0: Suspend("open"),
        1: Continue(),
    }
# help:
# 8 |         Status.OPEN: Suspend("open"),
# 9 |         Status.DONE: Continue(),
