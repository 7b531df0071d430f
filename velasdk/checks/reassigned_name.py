"""A name is assigned a second time.

## Why
A CUE field has one value. Two assignments of one field are not a change: they are unified, and two different values are an
error. Each branch of an `if` may assign the same name once.

## Bad
```python
def status(self, reply: Reply) -> Status | Fail:
    text = reply.message
    if text == "":
        text = "no message"  # VS005
    return Fail(text) if reply.count > self.limit else reply.status
```

## Good
```python
def status(self, reply: Reply) -> Status | Fail:
    text = reply.message if reply.message != "" else "no message"
    return Fail(text) if reply.count > self.limit else reply.status
```
```python
def status(self, reply: Reply) -> Status | Fail:
    if reply.message == "":
        text = "no message"
    else:
        text = reply.message
    return Fail(text) if reply.count > self.limit else reply.status
```
"""

from __future__ import annotations

from .rule import Rule

RULE = Rule("VS005", "reassigned-name")
