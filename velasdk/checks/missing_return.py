"""A path through the method ends without `return`.

## Why
In Python that path returns None, which is neither a request nor an action, and the step would fail in its first run. The
compiled template must decide every answer: an answer that no path fits is an evaluation error, and on KubeVela 1.10 and 1.11
a step with an evaluation error succeeds when it is executed again.

## Bad
```python
def status(self, reply: Reply) -> Status:
    if reply.count == 0:
        return reply.status
    elif reply.count > self.limit:
        return Status.OPEN
```
```python
def status(self, reply: Reply) -> Status:
    if reply.count > self.limit:
        return
    return reply.status
```

## Good
```python
def status(self, reply: Reply) -> Status:
    if reply.count == 0:
        return reply.status
    else:
        return Status.OPEN
```
"""

from __future__ import annotations

from .rule import Rule

RULE = Rule("VS004", "missing-return")
