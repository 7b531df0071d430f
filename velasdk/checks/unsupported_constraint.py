"""A field has a constraint that has no form in CUE.

## Why
A constraint must hold in Python and on the engine alike: one that is only checked in Python lets a workflow start that the
test of the step refuses.

## Bad
```python
class Size(Model):
    half: int = Field(multiple_of=2)


class Ask(Approval, name="ask"):
    size: Size = Parameter(usage="How big")
    actions = ACTIONS
```

## Good
```python
class Size(Model):
    half: int = Field(ge=2)


class Ask(Approval, name="ask"):
    size: Size = Parameter(usage="How big")
    actions = ACTIONS
```
"""

from __future__ import annotations

from .rule import Rule

RULE = Rule("VS012", "unsupported-constraint")
