# VS013 6:5 most: int | float = Parameter(default=1)
from prelude import *


class Bad(Approval, name="bad"):
    most: int | float = Parameter(default=1)
    actions = ACTIONS
# help:
# 6 |     most: float = Parameter(default=1)
