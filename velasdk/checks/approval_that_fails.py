"""The reply that is approved does not let a step with a hand-written template succeed.

## Why
Then nothing is said by the runs with wrong answers: either the reply is not what the API answers, or the template expects
another one.

## Bad
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
                kind: [
                        if send.$returns.statusCode != 200 {"invalid"},
                        if (reply.code & 0) == _|_ {"invalid"},
                        if (state & 0) != _|_ {"pending"},
                        if (state & 3) != _|_ {"approved"},
                        "invalid",
                ][0]
                if kind == "invalid" {
                        refused: builtin.#Fail & {$params: message: "not approved"}
                }
                if kind == "pending" {
                        "waiting-for-review": builtin.#Suspend
                        recheck: builtin.#ConditionalWait & {$params: continue: false}
                }
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
                kind: [
                        if send.$returns.statusCode != 200 {"invalid"},
                        if (reply.code & 0) == _|_ {"invalid"},
                        if (state & 0) != _|_ {"pending"},
                        if (state & 1) != _|_ {"approved"},
                        "invalid",
                ][0]
                if kind == "invalid" {
                        refused: builtin.#Fail & {$params: message: "not approved"}
                }
                if kind == "pending" {
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

RULE = Rule("VS392", "approval-that-fails")
