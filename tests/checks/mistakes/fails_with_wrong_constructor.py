# VS019 5:11 Order(amount="many")
from prelude import *


DEFAULT = Order(amount="many")


class Bad(Approval, name="bad"):
    actions = ACTIONS
# help:
# 5 | DEFAULT = Order(name="many")
