# VS404 5:40 ["team"]
from prelude import *


class Bad(Approval, name="bad", labels=["team"]):
    actions = ACTIONS
# help:
# 5 | class Bad(Approval, name="bad", labels={"team": "platform"}):
