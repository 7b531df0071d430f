"""A hand-written template gives a Suspend a message that 1.10 and later do not show.

## Why
They say "Suspended by field" and the label of the field; 1.9 shows the message.

## Bad
```cue
import "vela/builtin"

gate: builtin.#Suspend & {$params: message: "Waiting for the review"}
```

## Good
```cue
import "vela/builtin"

"waiting-for-the-review": builtin.#Suspend
```
"""

from __future__ import annotations

from .rule import Rule

RULE = Rule("VS364", "dropped-message")
