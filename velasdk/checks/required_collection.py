"""A list, dict or model is required that CUE fills in by itself when it is absent.

## Why
In CUE an absent list of type `[...]` is the empty list, and an absent struct whose fields all have defaults is made of them. So
the engine starts a step without the parameter that Python demands.

## Bad
```python
regions: list[str] = Parameter(usage="Where")  # VS017
```
```python
tags: dict[str, str] = Parameter(usage="What it is for")  # VS017
```

## Good
```python
regions: list[str] = Parameter(min_length=1, usage="Where")
```
```python
tags: dict[str, str] = Parameter(default={}, usage="What it is for")
```
"""

from __future__ import annotations

from .rule import Rule

RULE = Rule("VS017", "required-collection")
