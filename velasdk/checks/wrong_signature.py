"""A method or function of the step takes other parameters than it is called with, or is `async`.

## Why
`request` is called with the context, `status` and the functions in `actions` with the reply, and none is awaited. With other
parameters Python raises TypeError in the first run.

## Bad
```python
def request(self) -> Request[Reply]:
    return http.get(self.url, reply=Reply)
```
```python
async def status(self, reply: Reply) -> Status:
    return reply.status
```
```python
actions = {
    Status.OPEN: lambda self, reply: Fail(reply.message),
    Status.DONE: Continue(),
}
```

## Good
```python
def request(self, context: Context) -> Request[Reply]:
    return http.get(self.url, reply=Reply)
```
```python
def status(self, reply: Reply) -> Status:
    return reply.status
```
"""

from __future__ import annotations

from .rule import Rule

RULE = Rule("VS035", "wrong-signature")
