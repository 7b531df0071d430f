# VS404 5:40 {"owner": "the platform team"}
from prelude import *


class Bad(Approval, name="bad", labels={"owner": "the platform team"}):
    actions = ACTIONS
# help:
# 5 | class Bad(Approval, name="bad", labels={"owner": "platform"}):
