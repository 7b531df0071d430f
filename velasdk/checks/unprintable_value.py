"""An f-string holds a value that CUE does not print as Python does.

## Why
Python prints `True`, CUE `true`; an interpolated list, struct or null is an error in CUE; floats have other digits.

## Bad
```python
def status(self, reply: Reply) -> Status | Fail:
    return Fail(f"{reply.share} of it is left") if reply.count > 0 else reply.status  # VS008
```
```python
def status(self, reply: Reply) -> Status | Fail:
    return Fail(f"missing: {reply.names}") if reply.names else reply.status  # VS008
```

## Good
```python
def status(self, reply: Reply) -> Status | Fail:
    return Fail(f"{reply.count} of it is left") if reply.count > 0 else reply.status
```
```python
def status(self, reply: Reply) -> Status | Fail:
    return Fail(f"missing: {', '.join(reply.names)}") if reply.names else reply.status
```
"""

from __future__ import annotations

from .rule import Rule

RULE = Rule("VS008", "unprintable-value")
