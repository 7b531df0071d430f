"""A hand-written template tests in a field whether something is there, and uses the field in an `if` around another `if`.

## Why
1.11 takes that for a cycle where the thing is missing: the step fails once and then succeeds, whatever stands behind the
`if`. It does so for a `let`, too, and for `for` in the place of the inner `if`.

## Bad
```cue
import "vela/builtin"

hasReason: parameter.reason != _|_
if hasReason {
        if parameter.reason == "" {
                empty: builtin.#Fail & {$params: message: "the reason is empty"}
        }
}
parameter: reason?: string
```

## Good
```cue
import "vela/builtin"

if parameter.reason != _|_ {
        if parameter.reason == "" {
                empty: builtin.#Fail & {$params: message: "the reason is empty"}
        }
}
parameter: reason?: string
```
"""

from __future__ import annotations

from .rule import Rule

RULE = Rule("VS365", "stored-presence-test")
