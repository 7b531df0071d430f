# VS016 8:9 __init__
from prelude import *


class Bad(Approval, name="bad"):
    actions = ACTIONS

    def __init__(self, **values: Any) -> None:
        super().__init__(**values)
        self.calls = 0
# help:
# 7 |
# 8 |
# 9 |
# 10 |
