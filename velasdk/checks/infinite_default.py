"""A default is infinite or not a number.

## Why
JSON has neither, so the default cannot be written into a template or sent to an API.

## Bad
```python
most: float = Parameter(default=float("inf"))  # VS032
```

## Good
```python
most: float | None = Parameter(default=None)
```
"""

from __future__ import annotations

from .rule import Rule

RULE = Rule("VS032", "infinite-default")
