# VS029 6:5 ticket: str = Parameter(pattern=r"^OPS-\d+$")
from prelude import *


class Bad(Approval, name="bad"):
    ticket: str = Parameter(pattern=r"^OPS-\d+$")
    actions = ACTIONS
# help:
# 6 |     ticket: str = Parameter(pattern=r"^OPS-[0-9]+$")
