# VS012 9:5 size: int = Field(multiple_of=2)
from prelude import *


from pydantic import Field


class Pair(Model):
    size: int = Field(multiple_of=2)


class Bad(Approval, name="bad"):
    pair: Pair = Parameter(usage="Two of them")
    actions = ACTIONS
# help:
# 9 |     size: int = Field(ge=2)
