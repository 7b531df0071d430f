"""A method has more paths than a template can reasonably hold.

## Why
Each path becomes an entry of the decision in the template. An `if` that does not return doubles the paths of everything
below it, so eight of them in a row are 256.

## Bad
```python
def status(self, reply: Reply) -> Status:
    if reply.count == 1:
        pass
    if reply.count == 2:
        pass
    if reply.count == 3:
        pass
    if reply.count == 4:
        pass
    if reply.count == 5:
        pass
    if reply.count == 6:
        pass
    if reply.count == 7:
        pass
    if reply.count == 8:
        pass
    return reply.status  # VS015
```

## Good
```python
def status(self, reply: Reply) -> Status:
    if reply.count == 1:
        return Status.OPEN
    if reply.count == 2:
        return Status.OPEN
    if reply.count == 3:
        return Status.OPEN
    if reply.count == 4:
        return Status.OPEN
    if reply.count == 5:
        return Status.OPEN
    if reply.count == 6:
        return Status.OPEN
    if reply.count == 7:
        return Status.OPEN
    if reply.count == 8:
        return Status.OPEN
    return reply.status
```
"""

from __future__ import annotations

from .rule import Rule

RULE = Rule("VS015", "too-many-paths")
