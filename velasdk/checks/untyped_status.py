"""A `StatusStep` does not say which reply it reads and which enum it maps.

## Why
The reply model and the enum are read from `StatusStep[Reply, Status]`: without them no answer can be decoded and no mapping be
complete.

## Bad
```python
class Ask(StatusStep, name="ask"):  # VS202
    def request(self, context: Context) -> Request[Reply]:
        return http.get(API, reply=Reply)

    def status(self, reply: Reply) -> Status:
        return reply.status

    actions = ACTIONS
```

## Good
```python
class Ask(StatusStep[Reply, Status], name="ask"):
    def request(self, context: Context) -> Request[Reply]:
        return http.get(API, reply=Reply)

    def status(self, reply: Reply) -> Status:
        return reply.status

    actions = ACTIONS
```
"""

from __future__ import annotations

from .rule import Rule

RULE = Rule("VS202", "untyped-status")
