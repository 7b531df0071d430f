"""`on_resume` is neither "recheck" nor "succeed".

## Why
It says what a resume means while the API's answer is the same: ask again, or let the operator override. There is no third.

## Bad
```python
actions = {Status.OPEN: Suspend("open", on_resume="continue"), Status.DONE: Continue()}  # VS211
```

## Good
```python
actions = {Status.OPEN: Suspend("open", on_resume="recheck"), Status.DONE: Continue()}
```
"""

from __future__ import annotations

from .rule import Rule

RULE = Rule("VS211", "unknown-resume")
