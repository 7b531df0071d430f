"""A step has no `request` or no `status`.

## Why
`StatusStep` sends what `request` returns and acts on what `status` reads; without one of them it raises in its first run.

## Bad
```python
class Ask(StatusStep[Reply, Status], name="ask"):
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

RULE = Rule("VS037", "missing-method")
