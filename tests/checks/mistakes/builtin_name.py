# VS402 5:26 "suspend"
from prelude import *


class Bad(Approval, name="suspend"):
    actions = ACTIONS
# help:
# 5 | class Bad(Approval, name="ask-for-approval"):
