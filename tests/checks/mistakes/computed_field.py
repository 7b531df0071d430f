# VS016 13:9 area
from prelude import *


from pydantic import computed_field


class Box(Model):
    width: int = 1

    @computed_field
    @property
    def area(self) -> int:
        return self.width * self.width


class Bad(Approval, name="bad"):
    box: Box = Parameter(default=Box())
    actions = ACTIONS
# help:
# 11 |
# 12 |
# 13 |
# 14 |
# 15 |
