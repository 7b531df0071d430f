"""A step has the name of one that KubeVela brings.

## Why
Definitions are found by their name. An addon whose definition belongs to somebody else cannot be installed, or replaces the
built-in step for every workflow of the cluster.

## Bad
```python
class Ask(Approval, name="suspend"):  # VS402
    actions = ACTIONS
```

## Good
```python
class Ask(Approval, name="suspend-for-review"):
    actions = ACTIONS
```
"""

from __future__ import annotations

from .rule import Rule

RULE = Rule("VS402", "builtin-name")
