"""A `once` without `reply=` waits, or is suspended, when the remembered answer is not the model.

## Why
Without `reply=` the answer is remembered whatever its body is, and never asked for again. `json(Model)` finds the same body at
every execution: a step that waits for a better one waits for ever. With `reply=` only a body of the model is remembered, and
`on_malformed=Wait(...)` sends the request again.

## Bad
```python
async def run(self, context: Context) -> Action:
    made = await once("order", http.post(self.url, json=Order(name="one"), on_malformed=Wait("no order yet")))  # VS216
    if made.status != 201:
        return Fail("refused")
    order = made.json(Job)
    job = await http.get(f"{self.url}/{order.id}", reply=Job)
    return Continue() if job.phase == Phase.DONE else Wait("not done")
```

## Good
```python
async def run(self, context: Context) -> Action:
    made = await once("order", http.post(self.url, json=Order(name="one"), on_malformed=Fail("this is no order")))
    if made.status != 201:
        return Fail("refused")
    order = made.json(Job)
    job = await http.get(f"{self.url}/{order.id}", reply=Job)
    return Continue() if job.phase == Phase.DONE else Wait("not done")
```
```python
async def run(self, context: Context) -> Action:
    made = await once("order", http.post(self.url, json=Order(name="one"), reply=Job, on_malformed=Wait("no order yet")))
    job = await http.get(f"{self.url}/{made.id}", reply=Job)
    return Continue() if job.phase == Phase.DONE else Wait("not done")
```
"""

from __future__ import annotations

from .rule import Rule

RULE = Rule("VS216", "unending-policy")
