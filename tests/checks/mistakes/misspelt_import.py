# VS019 5:1 from velasdk import Suspended
from prelude import *


from velasdk import Suspended


class Bad(Approval, name="bad"):
    actions = ACTIONS
# help:
# 5 | from velasdk import Suspend
