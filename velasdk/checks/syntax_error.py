"""The file is not Python.

## Why
Nothing in it can be read, so nothing in it is checked.

## Bad
```python
class Ask(Approval, name="ask")  # VS020
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

RULE = Rule("VS020", "syntax-error")
