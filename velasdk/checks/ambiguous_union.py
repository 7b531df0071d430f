"""The members of a union cannot be told apart in JSON.

## Why
JSON has six kinds of values and no classes. `1` is a value of both members of `int | float`, and an object with extra keys
fits two models, so Python and CUE could choose differently.

## Bad
```python
most: int | float = Parameter(default=1)  # VS013
```
```python
class Small(Model):
    size: int


class Big(Model):
    size: int


class Ask(Approval, name="ask"):
    box: Small | Big = Parameter(usage="The box")  # VS013
    actions = ACTIONS
```

## Good
```python
most: int | str = Parameter(default=1)
```
```python
class Small(Model):
    kind: Literal["small"]
    size: int


class Big(Model):
    kind: Literal["big"]
    size: int


class Ask(Approval, name="ask"):
    box: Small | Big = Parameter(usage="The box")
    actions = ACTIONS
```
"""

from __future__ import annotations

from .rule import Rule

RULE = Rule("VS013", "ambiguous-union")
