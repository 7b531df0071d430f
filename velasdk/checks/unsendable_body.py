"""A request has a body that cannot be sent: two of them, None, or one with GET or DELETE.

## Why
A request has one body. The engines' HTTP provider takes one text, and what an API makes of the body of a GET is not
defined by HTTP.

## Bad
```python
def request(self, context: Context) -> Request[Reply]:
    return http.put(self.url, json=Order(name="one"), text="one", reply=Reply)  # VS014
```
```python
def request(self, context: Context) -> Request[Reply]:
    return http.get(self.url, json=Order(name="one"), reply=Reply)  # VS014
```

## Good
```python
def request(self, context: Context) -> Request[Reply]:
    return http.put(self.url, json=Order(name="one"), reply=Reply)
```
```python
def request(self, context: Context) -> Request[Reply]:
    return http.get(self.url, query={"name": "one"}, reply=Reply)
```
"""

from __future__ import annotations

from .rule import Rule

RULE = Rule("VS014", "unsendable-body")
