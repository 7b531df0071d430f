"""A field has a constraint that has no form in CUE.

## Why
A constraint must hold in Python and on the engine alike: one that is only checked in Python lets a workflow start that the
test of the step refuses. An integer has 64 bits where nothing else is said, so bounds beyond need both ends.

## Bad
```python
class Size(Model):
    half: int = Field(multiple_of=2)  # VS012


class Ask(Approval, name="ask"):
    size: Size = Parameter(usage="How big")
    actions = ACTIONS
```
```python
least: int = Parameter(ge=2**63)  # VS012
```

## Good
```python
class Size(Model):
    half: int = Field(ge=2)


class Ask(Approval, name="ask"):
    size: Size = Parameter(usage="How big")
    actions = ACTIONS
```
```python
least: int = Parameter(ge=2**63, le=2**64 - 1)
```
"""

from __future__ import annotations

from .rule import Rule

RULE = Rule("VS012", "unsupported-constraint")
