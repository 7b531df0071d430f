"""A `Step` has no `run`, or a `StatusStep` no `request` or no `status`.

## Why
The engine executes `run`. That of `StatusStep` sends what `request` returns and acts on what `status` reads; without one of
them it raises in its first run.

## Bad
```python
class Ask(StatusStep[Reply, Status], name="ask"):  # VS037
    def status(self, reply: Reply) -> Status:
        return reply.status

    actions = ACTIONS
```
```python
class Ask(Step, name="ask"):  # VS037
    url: str = Parameter(default=API)
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
```python
class Ask(Step, name="ask"):
    url: str = Parameter(default=API)

    async def run(self, context: Context) -> Action:
        job = await http.get(self.url, reply=Job)
        return Continue() if job.phase == Phase.DONE else Wait(job.id)
```
"""

from __future__ import annotations

from .rule import Rule

RULE = Rule("VS037", "missing-method")
