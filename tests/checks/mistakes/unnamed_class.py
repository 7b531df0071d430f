# VS401 5:7 AskForApproval
from prelude import *


class AskForApproval(Approval):
    actions = ACTIONS
# help:
# 5 | class AskForApproval(Approval, name="ask-for-approval"):
