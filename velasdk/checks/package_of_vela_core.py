"""A hand-written template uses what only vela-core has, and does not say that it is for Applications only.

## Why
The controller of Applications, vela-core, adds packages and operations to those of the standalone workflow controller. In a
WorkflowRun of the latter the import is an error of the evaluation, and on 1.10 and 1.11 the second execution of an error is
success. The engines here are the standalone controller: what the template does with such a package is not checked.

## Bad
```cue
import "vela/multicluster"

found: multicluster.#GetPlacementsFromTopologyPolicies & {$params: policies: parameter.policies}
parameter: policies: [...string]
```

## Good
```cue
import "vela/multicluster"

"find-placements": {
        type: "workflow-step"
        labels: scope: "Application"
}
template: {
        found: multicluster.#GetPlacementsFromTopologyPolicies & {$params: policies: parameter.policies}
        parameter: policies: [...string]
}
```
"""

from __future__ import annotations

from .rule import Rule

RULE = Rule("VS352", "package-of-vela-core")
