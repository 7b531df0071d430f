"""A hand-written template decodes an answer and has no default for what cannot be decoded.

## Why
One page of a gateway with status 200 is then an error of the evaluation. 1.10 and 1.11 report it at the first execution and
take the second one for success: the page approves. 1.9 fails each time. `velasdk check --reply` plays it.

## Bad
```cue
import "encoding/json"
import "vela/http"

send: http.#HTTPDo & {$params: {
        url: parameter.url
        request: timeout: "10s"
}}
if send.$returns.body != _|_ {
        reply: json.Unmarshal(send.$returns.body)
}
parameter: url: string
```

## Good
```cue
import "encoding/json"
import "vela/http"

send: http.#HTTPDo & {$params: {
        url: parameter.url
        request: timeout: "10s"
}}
if send.$returns.body != _|_ {
        reply: *json.Unmarshal(send.$returns.body) | null
}
parameter: url: string
```
"""

from __future__ import annotations

from .rule import Rule

RULE = Rule("VS367", "undefaulted-decoding")
