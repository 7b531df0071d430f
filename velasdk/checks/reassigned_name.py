"""A name is assigned a second time.

## Why
A CUE field has one value. Two assignments of one field are not a change: they are unified, and two different values are an
error. Each branch of an `if` may assign the same name once.

## Bad
```python
def status(self, reply: Reply) -> Fail:
    text = reply.message
    if text == "":
        text = "no message"  # VS005
    return Fail(text)
```

## Good
```python
def status(self, reply: Reply) -> Fail:
    text = reply.message if reply.message != "" else "no message"
    return Fail(text)
```
```python
def status(self, reply: Reply) -> Fail:
    if reply.message == "":
        text = "no message"
    else:
        text = reply.message
    return Fail(text)
```
"""

from __future__ import annotations

from .rule import Rule

RULE = Rule("VS005", "reassigned-name")
