"""`and` is used for the operand it gives, and that is no bool.

## Why
`message and reason` is a text in Python. In CUE `&&` takes booleans only and gives a boolean. `message or "none"` is fine.

## Bad
```python
def status(self, reply: Reply) -> Status | Fail:
    return Fail(reply.message and reply.names[0]) if reply.count == 0 else reply.status  # VS034
```

## Good
```python
def status(self, reply: Reply) -> Status | Fail:
    return Fail(reply.names[0] if reply.message else "no name") if reply.count == 0 else reply.status
```
```python
def status(self, reply: Reply) -> Status | Fail:
    return Fail(reply.owner or reply.message or "no message") if reply.count == 0 else reply.status
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
