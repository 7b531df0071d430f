"""A class keyword has a value that KubeVela or Kubernetes refuses.

## Why
`alias`, `category`, `labels`, `scope` and `version` become metadata of the definition, a Kubernetes object: the API server
refuses labels it cannot hold, and KubeVela takes versions of three integers.

## Bad
```python
class Ask(Approval, name="ask", version="1.0"):  # VS404
    actions = ACTIONS
```
```python
class Ask(Approval, name="ask", labels={"team": "the platform team"}):  # VS404
    actions = ACTIONS
```
```python
class Ask(Approval, name="ask", scope="Workflow"):  # VS404
    actions = ACTIONS
```

## Good
```python
class Ask(Approval, name="ask", version="1.0.0", labels={"team": "platform"}, scope="WorkflowRun"):
    actions = ACTIONS
```
"""

from __future__ import annotations

from .rule import Rule

RULE = Rule("VS404", "malformed-metadata")
