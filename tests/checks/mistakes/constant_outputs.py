# VS002 6:56 Continue(Item(name="x"))
from prelude import *


class Bad(Approval, name="bad"):
    actions = {Status.OPEN: Wait("open"), Status.DONE: Continue(Item(name="x"))}
# help:
# 6 |     actions = {Status.OPEN: Wait("open"), Status.DONE: Continue()}
