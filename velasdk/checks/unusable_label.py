"""A suspend label cannot be a ConfigMap key, or is a name that the engine uses itself.

## Why
The engine keeps the state of a Suspend in a ConfigMap under a key that contains the label. A real API server refuses a key with
other characters than letters, digits, `-`, `_` and `.`, and the step never gets on; an in-memory client, as in tests of the
engine, takes it.

## Bad
```python
actions = {Status.OPEN: Suspend("waiting for review"), Status.DONE: Continue()}  # VS203
```
```python
actions = {Status.OPEN: Suspend("context"), Status.DONE: Continue()}  # VS203
```

## Good
```python
actions = {Status.OPEN: Suspend("waiting-for-review"), Status.DONE: Continue()}
```
"""

from __future__ import annotations

from .rule import Rule

RULE = Rule("VS203", "unusable-label")
