# VS003 6:29 eval("lambda reply: 1")
from prelude import *


class Bad(Approval, name="bad"):
    actions = {Status.OPEN: eval("lambda reply: 1"), Status.DONE: Continue()}
# help:
# 6 |     actions = {Status.OPEN: lambda reply: Wait(reply.message), Status.DONE: Continue()}
