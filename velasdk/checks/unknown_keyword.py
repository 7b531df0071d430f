'''A step class has a keyword that means nothing.

## Why
Python raises TypeError when the class is defined. The description is not a keyword: it is the docstring.

## Bad
```python
class Ask(Approval, name="ask", description="Asks for approval."):  # VS406
    actions = ACTIONS
```

## Good
```python
class Ask(Approval, name="ask"):
    """Asks for approval."""

    actions = ACTIONS
```
'''

from __future__ import annotations

from .rule import Rule

RULE = Rule("VS406", "unknown-keyword")
