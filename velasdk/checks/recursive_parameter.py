"""A parameter contains itself.

## Why
The schema of a parameter becomes a form of fixed depth in KubeVela; a reply may contain itself, a parameter may not.

## Bad
```python
class Node(Model):  # VS030
    name: str
    children: "list[Node]" = []


class Ask(Approval, name="ask"):
    tree: Node = Parameter(usage="What to import")
    actions = ACTIONS
```

## Good
```python
class Node(Model):
    name: str
    children: list[str] = []


class Ask(Approval, name="ask"):
    tree: Node = Parameter(usage="What to import")
    actions = ACTIONS
```
"""

from __future__ import annotations

from .rule import Rule

RULE = Rule("VS030", "recursive-parameter")
