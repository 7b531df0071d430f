"""A member of the status enum has no action.

## Why
The API may answer with it any day. In Python the step then raises KeyError; a template without a decision for it would be an
evaluation error, and on KubeVela 1.10 and 1.11 that is a success when the step is executed again.

## Bad
```python
actions = {Status.OPEN: Suspend("open")}  # VS201
```
```python
class Ask(StatusStep[Reply, Status], name="ask"):  # VS201
    def request(self, context: Context) -> Request[Reply]:
        return http.get(API, reply=Reply)

    def status(self, reply: Reply) -> Status:
        return reply.status
```

## Good
```python
actions = {Status.OPEN: Suspend("open"), Status.DONE: Continue()}
```
"""

from __future__ import annotations

from .rule import Rule

RULE = Rule("VS201", "unmapped-status")
