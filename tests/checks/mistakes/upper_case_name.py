# VS405 5:26 "AskForApproval"
from prelude import *


class Bad(Approval, name="AskForApproval"):
    actions = ACTIONS
# help:
# 5 | class Bad(Approval, name="ask-for-approval"):
