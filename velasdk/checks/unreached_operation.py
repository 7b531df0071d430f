"""An operation of a hand-written template stands where a line does not execute it.

## Why
1.9 executes what stands in the fields of the template, in `if` blocks and in `op.#Steps`, and nothing in a plain struct or a
list; in an optional or hidden field it fails. 1.10 and 1.11 execute nothing in a definition. No line executes what stands in a
`let`: a field that has the name as its value is the operation, and only that field has its answer.

## Bad
```cue
import "vela/op"

review: {
        gate: op.#Suspend & {}
        hold: op.#ConditionalWait & {continue: false}
}
```

## Good
```cue
import "vela/op"

review: op.#Steps & {
        gate: op.#Suspend & {} @step(1)
        hold: op.#ConditionalWait & {continue: false} @step(2)
}
```
"""

from __future__ import annotations

from .rule import Rule

RULE = Rule("VS361", "unreached-operation")
