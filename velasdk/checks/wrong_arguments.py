"""A model, an action, a request or a helper is given arguments that it does not take, or not all that it needs.

## Why
Python raises TypeError or ValidationError, but only when the path is executed; the compiled template would send an incomplete
body.

## Bad
```python
def request(self, context: Context) -> Request[Reply]:
    return http.put(self.url, json=Order(nme="one"), reply=Reply)  # VS024
```
```python
def request(self, context: Context) -> Request[Reply]:
    return http.get(self.url, verify=False, reply=Reply)  # VS024
```
```python
def request(self, context: Context) -> Request[Reply]:
    return http.get(self.url)  # VS024
```
```python
async def run(self, context: Context) -> Action:
    made = await once(http.put(self.url, json=Order(name="one"), reply=Job))  # VS024
    return Continue(outputs=made)
```

## Good
```python
def request(self, context: Context) -> Request[Reply]:
    return http.put(self.url, json=Order(name="one"), reply=Reply)
```
```python
def request(self, context: Context) -> Request[Reply]:
    return http.get(self.url, timeout="10s", reply=Reply)
```
```python
async def run(self, context: Context) -> Action:
    made = await once("order", http.put(self.url, json=Order(name="one"), reply=Job))
    return Continue(outputs=made)
```
"""

from __future__ import annotations

from .rule import Rule

RULE = Rule("VS024", "wrong-arguments")
