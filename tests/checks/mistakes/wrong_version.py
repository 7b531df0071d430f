# VS404 5:41 "1.0"
from prelude import *


class Bad(Approval, name="bad", version="1.0"):
    actions = ACTIONS
# help:
# 5 | class Bad(Approval, name="bad", version="1.0.0"):
