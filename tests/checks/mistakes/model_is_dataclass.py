# VS011 14:5 size: Size = Parameter(usage="How big")
from prelude import *


from dataclasses import dataclass


@dataclass
class Size:
    width: int


class Bad(Approval, name="bad"):
    size: Size = Parameter(usage="How big")
    actions = ACTIONS
# help:
# 5 | class Size(Model):
# 6 |
# 7 |
# 8 |
# 9 |
