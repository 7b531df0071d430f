"""A hand-written template gives a parameter beside `$params`.

## Why
Since 1.10 a provider reads what stands in `$params`. The fields beside it belong to the author: CUE takes them, and nobody
reads them.

## Bad
```cue
import "vela/http"

send: http.#HTTPDo & {method: "POST", $params: {
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

RULE = Rule("VS356", "misplaced-parameter")
