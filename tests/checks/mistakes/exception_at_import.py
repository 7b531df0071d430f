# VS019 7:11 os.environ["NO_SUCH_VARIABLE_OF_VELASDK"]
from prelude import *


import os

ADDRESS = os.environ["NO_SUCH_VARIABLE_OF_VELASDK"]


class Bad(Approval, name="bad"):
    actions = ACTIONS
# help:
# 7 | ADDRESS = os.environ.get("NO_SUCH_VARIABLE_OF_VELASDK", API)
