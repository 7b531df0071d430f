# VS019 12:1 sys.exit(0)
from prelude import *


import sys


class Bad(Approval, name="bad"):
    actions = ACTIONS


sys.exit(0)
# help:
# 10 |
# 11 |
# 12 |
