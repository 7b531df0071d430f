# VS404 5:40 {"my team": "platform"}
from prelude import *


class Bad(Approval, name="bad", labels={"my team": "platform"}):
    actions = ACTIONS
# help:
# 5 | class Bad(Approval, name="bad", labels={"my-team": "platform"}):
