"""`and` or `or` is used for the operand it gives, and that is no bool.

## Why
`owner or "nobody"` is a text in Python. In CUE `||` takes booleans only and gives a boolean.

## Bad
```python
def status(self, reply: Reply) -> Fail:
    return Fail(reply.message or "no message")
```

## Good
```python
def status(self, reply: Reply) -> Fail:
    return Fail(reply.message if reply.message else "no message")
```
```python
def status(self, reply: Reply) -> Status:
    if reply.message or reply.count:
        return Status.OPEN
    return reply.status
```
"""

from __future__ import annotations

from .rule import Rule

RULE = Rule("VS034", "operand-as-value")
