"""A step class has no name.

## Why
The name is what a workflow gives as `type:`; without one there is no definition to apply.

## Bad
```python
class Ask(Approval):  # VS401
    actions = ACTIONS
```

## Good
```python
class Ask(Approval, name="ask"):
    actions = ACTIONS
```
"""

from __future__ import annotations

from .rule import Rule

RULE = Rule("VS401", "unnamed-step")
