"""A policy of a request lets the step succeed without an answer.

## Why
The policies decide what is no reply: an outage, a refusal, a body that is not the model. A step that succeeds then approves
because the API was down. `Break` is no way out: on KubeVela 1.11 the step succeeds with it, and the steps behind it are
executed.

## Bad
```python
def request(self, context: Context) -> Request[Reply]:
    return http.get(self.url, reply=Reply, on_refused=Continue())  # VS207
```
```python
def request(self, context: Context) -> Request[Reply]:
    return http.get(self.url, reply=Reply, on_refused=Break("refused"))  # VS207
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
