# VS012 9:5 size: int = Field(default=2, multiple_of=2)
from prelude import *


from pydantic import Field


class Pair(Model):
    size: int = Field(default=2, multiple_of=2)


class Bad(Approval, name="bad"):
    pair: Pair = Parameter(default=Pair())
    actions = ACTIONS
# help:
# 9 |     size: int = Field(default=2, ge=2)
