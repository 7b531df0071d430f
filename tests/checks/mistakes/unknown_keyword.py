# VS406 5:45 "Asks"
from prelude import *


class Bad(Approval, name="bad", description="Asks"):
    actions = ACTIONS
# help:
# 5 | class Bad(Approval, name="bad"):
#    |     """Asks."""
#    |
