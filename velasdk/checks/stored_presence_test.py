"""A hand-written template tests in a field whether something is there, and uses the field in an `if`.

## Why
1.11 takes that for a cycle where the thing is missing: the step fails once and then succeeds, whatever stands behind the
`if`.

## Bad
```cue
import "vela/builtin"

hasReason: parameter.reason != _|_
if hasReason {
        tell: builtin.#Message & {$params: message: "a reason is given"}
}
parameter: reason?: string
```

## Good
```cue
import "vela/builtin"

if parameter.reason != _|_ {
        tell: builtin.#Message & {$params: message: "a reason is given"}
}
parameter: reason?: string
```
"""

from __future__ import annotations

from .rule import Rule

RULE = Rule("VS365", "stored-presence-test")
