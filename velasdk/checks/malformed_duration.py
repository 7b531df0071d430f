"""The duration of a Suspend is no Go duration.

## Why
The engine parses it with Go's rules, `"24h"` or `"1h30m"`: days do not exist there.

## Bad
```python
actions = {Status.OPEN: Suspend("open", duration="1d"), Status.DONE: Continue()}  # VS206
```

## Good
```python
actions = {Status.OPEN: Suspend("open", duration="24h"), Status.DONE: Continue()}
```
"""

from __future__ import annotations

from .rule import Rule

RULE = Rule("VS206", "malformed-duration")
