"""A model or step has code of its own: a validator, a serializer, a computed field, a constructor.

## Why
Models and parameters become CUE types. Code in them does not run on the engine, so a reply that Python refuses would be
accepted there.

## Bad
```python
from pydantic import field_validator


class Size(Model):
    width: int

    @field_validator("width")
    @classmethod
    def positive(cls, width: int) -> int:  # VS016
        return abs(width)


class Ask(Approval, name="ask"):
    size: Size = Parameter(usage="How big")
    actions = ACTIONS
```
```python
def model_post_init(self, context: object) -> None:  # VS016
    print("made")
```

## Good
```python
class Size(Model):
    width: int = Field(ge=0)


class Ask(Approval, name="ask"):
    size: Size = Parameter(usage="How big")
    actions = ACTIONS
```
"""

from __future__ import annotations

from .rule import Rule

RULE = Rule("VS016", "model-code")
