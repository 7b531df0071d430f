"""A status is mapped to something that is no action.

## Why
A step has four answers: `Continue`, `Fail`, `Wait` and `Suspend`. A text, None, or one of these classes without
its parentheses is none of them.

## Bad
```python
actions = {Status.OPEN: "wait", Status.DONE: Continue()}  # VS209
```
```python
actions = {Status.OPEN: Suspend("open"), Status.DONE: Continue}  # VS209
```

## Good
```python
actions = {Status.OPEN: Wait("open"), Status.DONE: Continue()}
```
"""

from __future__ import annotations

from .rule import Rule

RULE = Rule("VS209", "mapped-non-action")
