# VS019 5:1 import requests_of_nobody
from prelude import *


import requests_of_nobody


class Bad(Approval, name="bad"):
    actions = ACTIONS
# help:
# 5 |
# 6 |
# 7 |
