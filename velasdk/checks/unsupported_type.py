"""A field has a type that JSON has not.

## Why
Parameters, bodies and replies are JSON. A datetime, a tuple or a dataclass is a convention on top of it, by which Python
and CUE would read one text as two different values.

## Bad
```python
from datetime import datetime


class Ask(Approval, name="ask"):
    since: datetime = Parameter(usage="The day it began")  # VS011
    actions = ACTIONS
```
```python
ends: tuple[int, int] = Parameter(usage="First and last")  # VS011
```

## Good
```python
since: str = Parameter(usage="The day it began, as 2026-11-23")
```
```python
ends: list[int] = Parameter(min_length=2, max_length=2, usage="First and last")
```
"""

from __future__ import annotations

from .rule import Rule

RULE = Rule("VS011", "unsupported-type")
