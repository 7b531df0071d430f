"""A method returns something else than it must: a request, a member of the status enum, or an action.

## Why
The step would fail with a TypeError or KeyError in its first run, and the template would have no action to emit.

## Bad
```python
def status(self, reply: Reply) -> Status:
    return reply.message  # VS025
```
```python
actions = {
    Status.OPEN: lambda reply: f"open: {reply.message}",  # VS025
    Status.DONE: Continue(),
}
```
```python
class Receipt(Model):
    number: int


class Ask(Approval, name="ask"):
    actions = ACTIONS

    def request(self, context: Context) -> Request[Reply]:
        return http.get(self.url, reply=Receipt)  # VS025
```
```python
async def run(self, context: Context) -> Action:
    job = await http.get(self.url, reply=Job)
    return job.phase == Phase.DONE  # VS025
```

## Good
```python
def status(self, reply: Reply) -> Status:
    return reply.status
```
```python
actions = {
    Status.OPEN: lambda reply: Wait(f"open: {reply.message}"),
    Status.DONE: Continue(),
}
```
```python
async def run(self, context: Context) -> Action:
    job = await http.get(self.url, reply=Job)
    return Continue() if job.phase == Phase.DONE else Wait("not done")
```
"""

from __future__ import annotations

from .rule import Rule

RULE = Rule("VS025", "wrong-return")
