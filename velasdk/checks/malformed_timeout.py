"""A time-out is not a constant duration.

## Why
The engine takes a Go duration, `"10s"` or `"1m30s"`. A number has no unit, and a value of the run could be anything: the
engine would refuse the request only when it is sent.

## Bad
```python
def request(self, context: Context) -> Request[Reply]:
    return http.get(self.url, timeout=10, reply=Reply)  # VS040
```
```python
patience: str = Parameter(default="10s")


def request(self, context: Context) -> Request[Reply]:
    return http.get(self.url, timeout=self.patience, reply=Reply)  # VS040
```

## Good
```python
def request(self, context: Context) -> Request[Reply]:
    return http.get(self.url, timeout="10s", reply=Reply)
```
"""

from __future__ import annotations

from .rule import Rule

RULE = Rule("VS040", "malformed-timeout")
