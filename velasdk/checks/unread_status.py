"""A step can succeed although nothing has looked at the status of an answer.

## Why
A request without `reply=` gives every answer below 500 but 429 to the step, a refusal too. A step that goes on without a look
at the status takes a 401 or a 404 for success.

## Bad
```python
async def run(self, context: Context) -> Action:
    await http.post(self.url, json=Order(name="one"))  # VS215
    return Continue()
```

## Good
```python
async def run(self, context: Context) -> Action:
    made = await http.post(self.url, json=Order(name="one"))
    return Continue() if made.status == 201 else Fail(f"{self.url} answered {made.status}")
```
```python
async def run(self, context: Context) -> Action:
    await http.post(self.url, json=Order(name="one"), on_refused=Fail("the order was refused"))
    return Continue()
```
"""

from __future__ import annotations

from .rule import Rule

RULE = Rule("VS215", "unread-status")
