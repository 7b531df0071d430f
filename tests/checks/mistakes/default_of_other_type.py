# VS033 6:5 most: int = Parameter(default="three")
from prelude import *


class Bad(Approval, name="bad"):
    most: int = Parameter(default="three")
    actions = ACTIONS
# help:
# 6 |     most: int = Parameter(default=3)
