# VS030 5:7 Node
from prelude import *


class Node(Model):
    name: str
    children: "list[Node]" = []


class Bad(Approval, name="bad"):
    tree: Node = Parameter(usage="What to import")
    actions = ACTIONS
# help:
# 7 |     children: "list[str]" = []
