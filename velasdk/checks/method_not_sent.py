"""`http.#HTTPPost`, `#HTTPPut` and `#HTTPDelete` of `vela/http` send GET.

## Why
The package sets `method` beside `$params` instead of inside, so the provider takes its default. `op.#HTTPPost` of 1.9 is
right.

## Bad
```cue
import "vela/http"

send: http.#HTTPPost & {$params: {
        url: parameter.url
        request: timeout: "10s"
}}
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

RULE = Rule("VS357", "method-not-sent")
