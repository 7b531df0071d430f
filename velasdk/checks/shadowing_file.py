"""The file has the name of another module, whose place it takes when it is imported.

## Why
A file is imported by its name. One that is called `json.py` becomes the module `json` for every library that imports it from
then on, velasdk included.

## Bad
```python
# json.py
class Ask(Approval, name="ask"):
    actions = ACTIONS
```

## Good
```python
# json_steps.py
class Ask(Approval, name="ask"):
    actions = ACTIONS
```
"""

from __future__ import annotations

from .rule import Rule

RULE = Rule("VS039", "shadowing-file")
