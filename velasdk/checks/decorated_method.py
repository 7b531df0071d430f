"""A method of the step, or a helper, is decorated.

## Why
A decorator replaces the method by another function that runs around it. Only the body of the method is compiled, so what the
decorator adds would be lost on the engine. Helpers may be `@staticmethod`, and anything may be `@override`.

## Bad
```python
import functools


class Ask(Approval, name="ask"):
    actions = ACTIONS

    @functools.cache
    def status(self, reply: Reply) -> Status:  # VS036
        return reply.status
```
```python
@staticmethod
def status(reply: Reply) -> Status:  # VS036
    return reply.status
```
```python
class Ask(Work, name="ask"):
    @property
    def address(self) -> str:
        return f"{self.url}/jobs"

    async def run(self, context: Context) -> Action:
        job = await http.get(self.address, reply=Job)  # VS036
        return Continue() if job.phase == Phase.DONE else Wait(job.id)
```

## Good
```python
class Ask(Work, name="ask"):
    def address(self) -> str:
        return f"{self.url}/jobs"

    async def run(self, context: Context) -> Action:
        job = await http.get(self.address(), reply=Job)
        return Continue() if job.phase == Phase.DONE else Wait(job.id)
```
```python
from typing_extensions import override


class Ask(Approval, name="ask"):
    actions = ACTIONS

    @override
    def status(self, reply: Reply) -> Status:
        return reply.status
```
"""

from __future__ import annotations

from .rule import Rule

RULE = Rule("VS036", "decorated-method")
