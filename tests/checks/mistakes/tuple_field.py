# VS011 6:5 ends: tuple[int, int] = Parameter(default=(1, 2))
from prelude import *


class Bad(Approval, name="bad"):
    ends: tuple[int, int] = Parameter(default=(1, 2))
    actions = ACTIONS
# help:
# 6 |     ends: list[int] = Parameter(default=[1, 2])
