# VS201 6:5 actions = {
from prelude import *


class Bad(Approval, name="bad"):
    actions = {
        Status.OPEN: Suspend("open"),
    }
# help:
# 7 |         Status.OPEN: Suspend("open"),
#    |         Status.DONE: Continue(),
