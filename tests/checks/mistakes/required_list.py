# VS017 6:5 regions: list[str] = Parameter(usage="Where")
from prelude import *


class Bad(Approval, name="bad"):
    regions: list[str] = Parameter(usage="Where")
    actions = ACTIONS
# help:
# 6 |     regions: list[str] = Parameter(usage="Where", min_length=1)
