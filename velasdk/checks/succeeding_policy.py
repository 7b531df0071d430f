"""A policy of a request lets the step succeed without an answer.

## Why
The policies decide what is no reply: an outage, a refusal, a body that is not the model. A step that succeeds then approves
because the API was down.

## Bad
```python
def request(self, context: Context) -> Request[Reply]:
    return http.get(self.url, reply=Reply, on_refused=Continue())  # VS207
```

## Good
```python
def request(self, context: Context) -> Request[Reply]:
    return http.get(self.url, reply=Reply, on_refused=Wait("refused"))
```
"""

from __future__ import annotations

from .rule import Rule

RULE = Rule("VS207", "succeeding-policy")
