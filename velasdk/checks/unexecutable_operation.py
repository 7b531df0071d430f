"""An operation of a hand-written template is never executed, because a field of it has no value.

## Why
Since 1.10 the whole operation, or its `$params`, is written as JSON before the provider is called. `op.#HTTPDo`,
`op.#HTTPPost` and `op.#SendEmail` declare fields that only the provider could fill: no request is ever sent, and the step
fails until it is given up. The provider of `kube.#List` and `op.#List` reads a `value` that their package does not declare, and
fails by a nil pointer.

## Bad
```cue
import "vela/op"

send: op.#HTTPDo & {
        method: "POST"
        url:    parameter.url
        request: timeout: "10s"
}
parameter: url: string
```

## Good
```cue
import "vela/http"

send: http.#HTTPDo & {$params: {
        method: "POST"
        url:    parameter.url
        request: timeout: "10s"
}}
parameter: url: string
```
"""

from __future__ import annotations

from .rule import Rule

RULE = Rule("VS358", "unexecutable-operation")
