"""A hand-written template sends a request that changes something again at each execution of a step that waits.

## Why
A step is executed from the top at every event until it is finished, and a request outside of any `if` is sent each time. That
is right where the API knows a repeated request by an id in it; where it does not, each poll creates something. A request that
has `context.stepSessionID`, or stands in an `if`, is taken for one that is considered.

## Bad
```cue
import (
        "encoding/json"
        "vela/builtin"
        "vela/http"
)

send: http.#HTTPDo & {$params: {
        method: "POST"
        url:    parameter.url
        request: timeout: "10s"
}}
if send.$returns.body != _|_ {
        reply: *json.Unmarshal(send.$returns.body) | null
        state: *reply.data.status | null
        if state != 1 {
                "waiting-for-review": builtin.#Suspend
                recheck: builtin.#ConditionalWait & {$params: continue: false}
        }
}
parameter: url: string
```

## Good
```cue
import (
        "encoding/json"
        "vela/builtin"
        "vela/http"
)

if parameter.url != _|_ {
        send: http.#HTTPDo & {$params: {
                method: "POST"
                url:    parameter.url
                request: timeout: "10s"
        }}
        if send.$returns.body != _|_ {
                reply: *json.Unmarshal(send.$returns.body) | null
                state: *reply.data.status | null
                if state != 1 {
                        "waiting-for-review": builtin.#Suspend
                        recheck: builtin.#ConditionalWait & {$params: continue: false}
                }
        }
}
parameter: url: string
```
"""

from __future__ import annotations

from .rule import Rule

RULE = Rule("VS368", "repeated-request")
