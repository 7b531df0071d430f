# VS025 7:36 f"open: {reply.message}"
from prelude import *


class Bad(Approval, name="bad"):
    actions = {
        Status.OPEN: lambda reply: f"open: {reply.message}",
        Status.DONE: Continue(),
    }
# help:
# 7 |         Status.OPEN: lambda reply: Fail(f"open: {reply.message}"),
