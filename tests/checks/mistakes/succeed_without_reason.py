# VS205 6:29 Suspend("review", on_resume="succeed")
from prelude import *


class Bad(Approval, name="bad"):
    actions = {Status.OPEN: Suspend("review", on_resume="succeed"), Status.DONE: Continue()}
# help:
# 6 |     actions = {
#    |         Status.OPEN: Suspend("review", on_resume="succeed", reason="the operator decides"),
#    |         Status.DONE: Continue(),
#    |     }
