"""A model, an action, a request or a helper is given arguments that it does not take, or not all that it needs.

## Why
Python raises TypeError or ValidationError, but only when the path is executed; the compiled template would send an incomplete
body.

## Bad
```python
def request(self, context: Context) -> Request[Reply]:
    return http.post(self.url, json=Order(nme="one"), reply=Reply)
```
```python
def request(self, context: Context) -> Request[Reply]:
    return http.get(self.url, verify=False, reply=Reply)
```
```python
def request(self, context: Context) -> Request[Reply]:
    return http.get(self.url)
```
```python
async def run(self, context: Context) -> Action:
    made = await once(http.post(self.url, json=Order(name="one"), reply=Job))
    return Wait(made.id)
```

## Good
```python
def request(self, context: Context) -> Request[Reply]:
    return http.post(self.url, json=Order(name="one"), reply=Reply)
```
```python
def request(self, context: Context) -> Request[Reply]:
    return http.get(self.url, timeout="10s", reply=Reply)
```
```python
async def run(self, context: Context) -> Action:
    made = await once("order", http.post(self.url, json=Order(name="one"), reply=Job))
    return Wait(made.id)
```
"""

from __future__ import annotations

from .rule import Rule

RULE = Rule("VS024", "wrong-arguments")
