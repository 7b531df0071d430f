"""A method or function of the step takes other parameters than it is called with, or is `async` where it must not be.

## Why
`run` is called with the context and awaited. `request` is called with the context, `status` and the functions in `actions` with
the reply, and none of these is awaited. With other parameters Python raises TypeError in the first run. A helper has a fixed
number of parameters, since it is compiled where it is called.

## Bad
```python
def request(self) -> Request[Reply]:  # VS035
    return http.get(self.url, reply=Reply)
```
```python
async def status(self, reply: Reply) -> Status:  # VS035
    return reply.status
```
```python
actions = {
    Status.OPEN: lambda self, reply: Fail(reply.message),  # VS035
    Status.DONE: Continue(),
}
```
```python
def run(self, context: Context) -> Action:  # VS035
    return Continue()
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
```python
async def run(self, context: Context) -> Action:
    return Continue()
```
"""

from __future__ import annotations

from .rule import Rule

RULE = Rule("VS035", "wrong-signature")
