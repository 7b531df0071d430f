# VS206 6:29 Suspend("review", duration="1 day")
from prelude import *


class Bad(Approval, name="bad"):
    actions = {Status.OPEN: Suspend("review", duration="1 day"), Status.DONE: Continue()}
# help:
# 6 |     actions = {Status.OPEN: Suspend("review", duration="24h"), Status.DONE: Continue()}
