# VS003 6:29 repr
from prelude import *


class Bad(Approval, name="bad"):
    actions = {Status.OPEN: repr, Status.DONE: Continue()}
# help:
# 6 |     actions = {Status.OPEN: lambda reply: Wait(reply.message), Status.DONE: Continue()}
