"""The name of a step cannot name a Kubernetes object.

## Why
A definition is a Kubernetes object: its name has lower-case letters, digits and `-`, and begins and ends with a letter or
digit. The API server refuses others.

## Bad
```python
class Ask(Approval, name="AskForApproval"):  # VS405
    actions = ACTIONS
```
```python
class Ask(Approval, name="ask_for_approval"):  # VS405
    actions = ACTIONS
```

## Good
```python
class Ask(Approval, name="ask-for-approval"):
    actions = ACTIONS
```
"""

from __future__ import annotations

from .rule import Rule

RULE = Rule("VS405", "unusable-name")
