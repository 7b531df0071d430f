# VS403 9:7 Again
from prelude import *


class Bad(Approval, name="bad"):
    actions = ACTIONS


class Again(Approval, name="bad"):
    actions = ACTIONS
# help:
# 9 | class Again(Approval, name="bad-again"):
