# VS017 6:5 tags: dict[str, str] = Parameter(usage="Tags")
from prelude import *


class Bad(Approval, name="bad"):
    tags: dict[str, str] = Parameter(usage="Tags")
    actions = ACTIONS
# help:
# 6 |     tags: dict[str, str] = Parameter(default={}, usage="Tags")
