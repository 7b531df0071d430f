# VS032 6:5 most: float = Parameter(default=float("inf"))
from prelude import *


class Bad(Approval, name="bad"):
    most: float = Parameter(default=float("inf"))
    actions = ACTIONS
# help:
# 6 |     most: float = Parameter(default=1000000.0)
