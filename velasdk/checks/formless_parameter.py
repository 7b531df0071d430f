"""A field inside a parameter has bounds with which KubeVela can make no form of the parameters.

## Why
The controller makes an OpenAPI schema of the parameters of each definition, for `vela show` and VelaUX. CUE's generator fails
at an integer that has both a default and bounds, and at a list that must not be empty. For a parameter of the step itself
velasdk checks such bounds beside the schema; inside a model it cannot.

## Bad
```python
class Limits(Model):
    replicas: int = Field(default=1, ge=1)


class Approve(Approval, name="approve"):
    limits: Limits = Parameter(default=Limits())
    actions = ACTIONS
```

## Good
```python
class Limits(Model):
    replicas: int = 1


class Approve(Approval, name="approve"):
    limits: Limits = Parameter(default=Limits())
    most: int = Parameter(default=1, ge=1)
    actions = ACTIONS
```
"""

from __future__ import annotations

from .rule import Rule

RULE = Rule("VS041", "formless-parameter")
