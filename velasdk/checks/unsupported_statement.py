"""A statement that CUE has no form for.

## Why
CUE has no sequence of steps: a field has one value, whatever the order of the text, so a loop, an exception, a `with` or a
call made for its effect have nothing to become. The engines execute a step again from the top until it is finished, so a
loop that waits is a `Wait`, and what was counted in one execution is gone in the next. A `match` compares with values: its
patterns are enum members, literals, `|` of them, `None` and `_`, with guards.

## Bad
```python
def status(self, reply: Reply) -> Status:
    for item in reply.items:  # VS001
        if item.size > self.limit:
            return Status.OPEN
    return reply.status
```
```python
def status(self, reply: Reply) -> Status:
    print(reply.message)  # VS001
    return reply.status
```
```python
async def run(self, context: Context) -> Action:
    for name in ["first", "second"]:  # VS001
        reply = await http.get(f"{self.url}/{name}")
        if reply.status != 200:
            return Fail(f"{name} is missing")
    return Continue()
```
```python
async def run(self, context: Context) -> Action:
    job = await http.get(self.url, reply=Job)
    match job:
        case Job(phase=Phase.DONE):  # VS001
            return Continue()
        case _:
            return Wait("not done")
```

## Good
```python
def status(self, reply: Reply) -> Status:
    if any(item.size > self.limit for item in reply.items):
        return Status.OPEN
    return reply.status
```
```python
async def run(self, context: Context) -> Action:
    first = await http.get(f"{self.url}/first")
    if first.status != 200:
        return Fail("first is missing")
    second = await http.get(f"{self.url}/second")
    return Continue() if second.status == 200 else Fail("second is missing")
```
```python
async def run(self, context: Context) -> Action:
    job = await http.get(self.url, reply=Job)
    match job.phase:
        case Phase.DONE:
            return Continue()
        case _:
            return Wait("not done")
```
"""

from __future__ import annotations

from .rule import Rule

RULE = Rule("VS001", "unsupported-statement")
