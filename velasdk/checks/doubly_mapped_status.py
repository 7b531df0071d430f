"""A status has two entries in `actions`.

## Why
Python keeps the last one without a word, so the first is an action that never happens.

## Bad
```python
actions = {
    Status.OPEN: Suspend("open"),
    Status.DONE: Continue(),
    Status.OPEN: Wait("open"),  # VS213
}
```

## Good
```python
actions = {
    Status.OPEN: Suspend("open"),
    Status.DONE: Continue(),
}
```
"""

from __future__ import annotations

from .rule import Rule

RULE = Rule("VS213", "doubly-mapped-status")
