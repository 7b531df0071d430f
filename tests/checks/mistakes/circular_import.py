# VS019 5:1 from _circular import LIMIT
from prelude import *


from _circular import LIMIT

COUNT = 3


class Bad(Approval, name="bad"):
    actions = ACTIONS
# help:
# 5 | LIMIT = 3
