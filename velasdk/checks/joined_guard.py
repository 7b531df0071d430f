"""A hand-written template tests whether something is there, and uses it on the other side of `&&`.

## Why
Both sides of `&&` are evaluated. Where the thing is missing the other side is an error: 1.9 skips the block, 1.10 and 1.11
fail the first execution and let the second one succeed, with everything else of the template left out
([seen on the engines](../engine.md#error-guard-of-a-parameter)).

## Bad
```cue
import "vela/builtin"

if parameter.mode != _|_ && parameter.mode == "strict" {
        refuse: builtin.#Fail & {$params: message: "strict"}
}
parameter: mode?: string
```

## Good
```cue
import "vela/builtin"

if parameter.mode != _|_ if parameter.mode == "strict" {
        refuse: builtin.#Fail & {$params: message: "strict"}
}
parameter: mode?: string
```
"""

from __future__ import annotations

from .rule import Rule

RULE = Rule("VS366", "joined-guard")
