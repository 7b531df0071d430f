# VS035 7:22 lambda self, reply: Fail(reply.message)
from prelude import *


class Bad(Approval, name="bad"):
    actions = {
        Status.OPEN: lambda self, reply: Fail(reply.message),
        Status.DONE: Continue(),
    }
# help:
# 7 |         Status.OPEN: lambda reply: Fail(reply.message),
