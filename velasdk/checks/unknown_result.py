"""A hand-written template reads what an operation does not return.

## Why
Where CUE takes any name, a misspelt `$returns` or a misspelt field of it is no error but a value that never comes. A check
that uses it is skipped on 1.9; on 1.10 and 1.11 the step fails once and then succeeds. A test such as `!= _|_` is simply
never true.

## Bad
```cue
import "vela/builtin"
import "vela/http"

send: http.#HTTPDo & {$params: {
        url: parameter.url
        request: timeout: "10s"
}}
if send.$retruns.statusCode != _|_ {
        refused: builtin.#Fail & {$params: message: "answered \\(send.$returns.statusCode)"}
}
parameter: url: string
```

## Good
```cue
import "vela/builtin"
import "vela/http"

send: http.#HTTPDo & {$params: {
        url: parameter.url
        request: timeout: "10s"
}}
if send.$returns.statusCode != _|_ {
        refused: builtin.#Fail & {$params: message: "answered \\(send.$returns.statusCode)"}
}
parameter: url: string
```
"""

from __future__ import annotations

from .rule import Rule

RULE = Rule("VS355", "unknown-result")
