# VS007 7:22 Fail(404)
from prelude import *


class Bad(Approval, name="bad"):
    actions = {
        Status.OPEN: Fail(404),
        Status.DONE: Continue(),
    }
# help:
# 7 |         Status.OPEN: Fail("404"),
