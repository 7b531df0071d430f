"""Two `once` of a step have the same name.

## Why
The answer is remembered under the name. The second request would never be sent: it would get the answer to the first, which is
the answer to another question. So is one `once` in a helper that is called twice.

## Bad
```python
async def run(self, context: Context) -> Action:
    job = await once("submit", http.post(f"{self.url}/jobs", json=Order(name="a"), reply=Job))
    review = await once("submit", http.post(f"{self.url}/reviews", json=Order(name="b"), reply=Job))  # VS044
    return Continue(outputs=Item(name=f"{job.id} and {review.id}"))
```
```python
async def run(self, context: Context) -> Action:
    job = await self.submitted("jobs")
    review = await self.submitted("reviews")
    return Continue(outputs=Item(name=f"{job.id} and {review.id}"))


async def submitted(self, kind: str) -> Job:
    return await once("submit", http.post(f"{self.url}/{kind}", json=Order(name="a"), reply=Job))  # VS044
```

## Good
```python
async def run(self, context: Context) -> Action:
    job = await once("job", http.post(f"{self.url}/jobs", json=Order(name="a"), reply=Job))
    review = await once("review", http.post(f"{self.url}/reviews", json=Order(name="b"), reply=Job))
    return Continue(outputs=Item(name=f"{job.id} and {review.id}"))
```
```python
async def run(self, context: Context) -> Action:
    job = await self.submitted("jobs")
    review = await self.submitted("reviews")
    return Continue(outputs=Item(name=f"{job.id} and {review.id}"))


async def submitted(self, kind: str) -> Job:
    return await once(kind, http.post(f"{self.url}/{kind}", json=Order(name="a"), reply=Job))
```
"""

from __future__ import annotations

from .rule import Rule

RULE = Rule("VS044", "shared-memory")
