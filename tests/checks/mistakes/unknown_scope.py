# VS404 5:39 "Workflow"
from prelude import *


class Bad(Approval, name="bad", scope="Workflow"):
    actions = ACTIONS
# help:
# 5 | class Bad(Approval, name="bad", scope="WorkflowRun"):
