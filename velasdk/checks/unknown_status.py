"""A key of `actions` is no member of the status enum.

## Why
A key that `status` never returns is an action that never happens, however right it looks. An IntEnum's `1` finds its member in
a dict; the reader of the step does not.

## Bad
```python
actions = {0: Suspend("open"), 1: Continue()}  # VS208
```

## Good
```python
actions = {Status.OPEN: Suspend("open"), Status.DONE: Continue()}
```
"""

from __future__ import annotations

from .rule import Rule

RULE = Rule("VS208", "unknown-status")
