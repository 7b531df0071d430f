"""A model, an action or a request is given arguments that it does not take, or not all that it needs.

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

## Good
```python
def request(self, context: Context) -> Request[Reply]:
    return http.post(self.url, json=Order(name="one"), reply=Reply)
```
```python
def request(self, context: Context) -> Request[Reply]:
    return http.get(self.url, timeout="10s", reply=Reply)
```
"""

from __future__ import annotations

from .rule import Rule

RULE = Rule("VS024", "wrong-arguments")
