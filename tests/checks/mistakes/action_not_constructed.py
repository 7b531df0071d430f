# VS209 8:22 Continue
from prelude import *


class Bad(Approval, name="bad"):
    actions = {
        Status.OPEN: Wait("open"),
        Status.DONE: Continue,
    }
# help:
# 8 |         Status.DONE: Continue(),
