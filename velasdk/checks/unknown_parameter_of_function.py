"""A hand-written template gives a function a parameter that it does not have.

## Why
The operation then fails at every execution, until the step is given up; behind an `if` that is noticed when it is entered for
the first time. A misspelt `$params` compiles, and the provider never sees what stands in it.

## Bad
```cue
import "vela/builtin"

if parameter.refuse {
        refused: builtin.#Fail & {$params: mesage: "no"}
}
parameter: refuse: bool
```

## Good
```cue
import "vela/builtin"

if parameter.refuse {
        refused: builtin.#Fail & {$params: message: "no"}
}
parameter: refuse: bool
```
"""

from __future__ import annotations

from .rule import Rule

RULE = Rule("VS354", "unknown-parameter-of-function")
