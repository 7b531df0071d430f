# VS212 6:5 actions = {
from prelude import *


class Bad(Approval, name="bad"):
    actions = {
        Status.OPEN: Suspend("open", duration="24h"),
        Status.DONE: Suspend("done"),
    }
# help:
# 7 |         Status.OPEN: Suspend("open"),
