"""An operation gets values of types that it does not take.

## Why
Python says that `1 == "1"` is false; in CUE it is an error. `+` of two strings and of two lists is no arithmetic either: lists
cannot be added in the CUE of KubeVela 1.11. Floats do not compute and print alike in Python and in CUE.

## Bad
```python
def status(self, reply: Reply) -> Status:
    if reply.count == "0":  # VS007
        return Status.OPEN
    return reply.status
```
```python
def request(self, context: Context) -> Request[Reply]:
    return http.get(self.url + "/status", reply=Reply)  # VS007
```
```python
def request(self, context: Context) -> Request[Reply]:
    return http.put(self.url, json=Order(name="one", amount="2"), reply=Reply)  # VS007
```

## Good
```python
def status(self, reply: Reply) -> Status:
    if reply.count == 0:
        return Status.OPEN
    return reply.status
```
```python
def request(self, context: Context) -> Request[Reply]:
    return http.get(f"{self.url}/status", reply=Reply)
```
```python
def request(self, context: Context) -> Request[Reply]:
    return http.put(self.url, json=Order(name="one", amount=2), reply=Reply)
```
"""

from __future__ import annotations

from .rule import Rule

RULE = Rule("VS007", "mixed-types")
