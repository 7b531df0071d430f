# VS011 6:5 names: dict[int, str] = Parameter(default={})
from prelude import *


class Bad(Approval, name="bad"):
    names: dict[int, str] = Parameter(default={})
    actions = ACTIONS
# help:
# 6 |     names: dict[str, str] = Parameter(default={})
