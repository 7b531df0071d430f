"""An enum or Literal has values of more than one JSON kind.

## Why
Whether `member.value` is compared as a number or as a text would depend on the member, and CUE compares only values of one
kind.

## Bad
```python
level: Literal["low", 2] = Parameter(default="low")  # VS031
```
```python
class Level(Enum):
    LOW = "low"
    HIGH = 2


class Ask(Approval, name="ask"):
    level: Level = Parameter(default=Level.LOW)  # VS031
    actions = ACTIONS
```

## Good
```python
level: Literal["low", "2"] = Parameter(default="low")
```
"""

from __future__ import annotations

from .rule import Rule

RULE = Rule("VS031", "mixed-choice")
