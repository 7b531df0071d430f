"""An f-string holds a value that CUE does not print as Python does.

## Why
Python prints `True`, CUE `true`; an interpolated list, struct or null is an error in CUE; floats have other digits.

## Bad
```python
def status(self, reply: Reply) -> Fail:
    return Fail(f"{reply.share} of it is left")  # VS008
```
```python
def status(self, reply: Reply) -> Fail:
    return Fail(f"missing: {reply.names}")  # VS008
```

## Good
```python
def status(self, reply: Reply) -> Fail:
    return Fail(f"{reply.count} of it is left")
```
```python
def status(self, reply: Reply) -> Fail:
    return Fail(f"missing: {', '.join(reply.names)}")
```
"""

from __future__ import annotations

from .rule import Rule

RULE = Rule("VS008", "unprintable-value")
