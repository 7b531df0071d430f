# VS019 5:1 class Bad(Approval, name="bad"):
from prelude import *


class Bad(Approval, name="bad"):
    actions = ACTIONS
    retries = 3
# help:
# 7 |     retries: int = 3
