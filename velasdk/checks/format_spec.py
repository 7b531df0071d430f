"""An f-string formats a value with a conversion or a format.

## Why
CUE's interpolation has none: `{count:>8}` and `{name!r}` would print as `{count}` and `{name}`.

## Bad
```python
def status(self, reply: Reply) -> Status | Fail:
    return Fail(f"{reply.count:>8} are open") if reply.count > 0 else reply.status  # VS028
```
```python
def status(self, reply: Reply) -> Status | Fail:
    return Fail(f"{reply.message!r} was the answer") if reply.count > 0 else reply.status  # VS028
```

## Good
```python
def status(self, reply: Reply) -> Status | Fail:
    return Fail(f"{reply.count} are open") if reply.count > 0 else reply.status
```
"""

from __future__ import annotations

from .rule import Rule

RULE = Rule("VS028", "format-spec")
