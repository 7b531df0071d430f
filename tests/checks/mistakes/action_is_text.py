# VS209 7:22 "wait"
from prelude import *


class Bad(Approval, name="bad"):
    actions = {
        Status.OPEN: "wait",
        Status.DONE: Continue(),
    }
# help:
# 7 |         Status.OPEN: Wait("open"),
