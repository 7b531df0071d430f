"""A name, parameter or field is used that nothing declares.

## Why
Python raises NameError or AttributeError, but only on the path that reaches it. In CUE a reference to nothing makes the whole
template an error, and no admission webhook of KubeVela compiles a step: nobody would notice before the first run.

## Bad
```python
def request(self, context: Context) -> Request[Reply]:
    return http.get(self.adress, reply=Reply)  # VS009
```
```python
def status(self, reply: Reply) -> Status:
    if reply.error:  # VS009
        return Status.OPEN
    return reply.status
```

## Good
```python
def request(self, context: Context) -> Request[Reply]:
    return http.get(self.url, reply=Reply)
```
```python
def status(self, reply: Reply) -> Status:
    if reply.message:
        return Status.OPEN
    return reply.status
```
"""

from __future__ import annotations

from .rule import Rule

RULE = Rule("VS009", "undefined-name")
