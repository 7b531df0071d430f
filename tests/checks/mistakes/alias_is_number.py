# VS404 5:39 3
from prelude import *


class Bad(Approval, name="bad", alias=3):
    actions = ACTIONS
# help:
# 5 | class Bad(Approval, name="bad", alias="3"):
