"""A default is not of its field's type, or outside its constraints.

## Why
pydantic does not look at defaults, so Python uses the wrong one without a word. CUE does: the parameter is an error, and the
step fails before it sends anything. An `int` has 64 bits, but for a side on which the field has a bound of its own; given as
a parameter it has 15 digits at most, as KubeVela 1.9 rounds longer ones.

## Bad
```python
retries: int = Parameter(default="three")  # VS033
```
```python
retries: int = Parameter(default=0, ge=1)  # VS033
```
```python
retries: int = Parameter(default=2**63)  # VS033
```
```python
retries: int = Parameter(default=10**15)  # VS033
```

## Good
```python
retries: int = Parameter(default=3)
```
```python
retries: int = Parameter(default=1, ge=1)
```
```python
retries: int = Parameter(default=10**15 - 1)
```
"""

from __future__ import annotations

from .rule import Rule

RULE = Rule("VS033", "mistyped-default")
