"""A request or a helper is not awaited, or something is awaited that cannot be.

## Why
`http.get(...)` only describes a request, and calling an `async def` only makes a coroutine: without `await` nothing is sent,
and there is no answer to look at. The other way round, a step waits for nothing but requests: the engine has no event loop,
and no library is there.

## Bad
```python
async def run(self, context: Context) -> Action:
    http.post(self.url, json=Order(name="one"))  # VS043
    return Continue()
```
```python
async def run(self, context: Context) -> Action:
    job = self.job()  # VS043
    return Continue() if job.phase == Phase.DONE else Wait("not done")


async def job(self) -> Job:
    return await http.get(self.url, reply=Job)
```
```python
import asyncio


class Ask(Work, name="ask"):
    async def run(self, context: Context) -> Action:
        job = await http.get(self.url, reply=Job)
        await asyncio.sleep(10)  # VS043
        return Continue() if job.phase == Phase.DONE else Wait("not done")
```

## Good
```python
async def run(self, context: Context) -> Action:
    await http.post(self.url, json=Order(name="one"), reply=Job)
    return Continue()
```
```python
async def run(self, context: Context) -> Action:
    job = await self.job()
    return Continue() if job.phase == Phase.DONE else Wait("not done")


async def job(self) -> Job:
    return await http.get(self.url, reply=Job)
```
"""

from __future__ import annotations

from .rule import Rule

RULE = Rule("VS043", "misplaced-await")
