"""`on_resume` or `on_elapse` is neither "recheck" nor "succeed".

## Why
They say what a resume, or the end of a duration, means while the API's answer is the same: ask again, or succeed all the same.
There is no third.

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
