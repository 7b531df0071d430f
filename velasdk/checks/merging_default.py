"""A default is an object that CUE would merge into a value that gives only some of it.

## Why
A default in Python is used or not used. In CUE an object is unified with what a workflow gives: with the default
`{"a": "1"}`, a workflow that sets `b` gets both.

## Bad
```python
tags: dict[str, str] = Parameter(default={"team": "platform"})  # VS018
```
```python
boxes: list[Item] = Parameter(default=[Item(name="one")])  # VS018
```

## Good
```python
tags: dict[str, str] = Parameter(default={})
```
```python
boxes: list[Item] = Parameter(default=[])
```
"""

from __future__ import annotations

from .rule import Rule

RULE = Rule("VS018", "merging-default")
