"""A comprehension goes over something that is no list, over two things, or may fail for one element.

## Why
CUE's `for` over a struct has another order of keys on each line of engines. An item or a division inside a comprehension
can fail for a single element, and one failing element makes the whole list an error, which is an approval in disguise.

## Bad
```python
def status(self, reply: Reply) -> Status:
    if any(value == "no" for value in reply.labels):  # VS022
        return Status.OPEN
    return reply.status
```
```python
def status(self, reply: Reply) -> Status:
    if any(item.name == name for item in reply.items for name in reply.names):  # VS022
        return Status.OPEN
    return reply.status
```

## Good
```python
def status(self, reply: Reply) -> Status:
    if any(value == "no" for value in reply.names):
        return Status.OPEN
    return reply.status
```
```python
def status(self, reply: Reply) -> Status:
    if any(item.name in reply.names for item in reply.items):
        return Status.OPEN
    return reply.status
```
"""

from __future__ import annotations

from .rule import Rule

RULE = Rule("VS022", "unsupported-comprehension")
