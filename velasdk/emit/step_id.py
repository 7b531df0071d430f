"""The guard of a step that sends its id as an idempotency key.

The engine makes the id at the first execution and stores it with the run's status afterwards: a controller that dies in
between makes another one. So the first execution only waits, and what is sent is an id that the stored status shows.
"""

from __future__ import annotations

from .. import cue
from ..lower.scope import Names
from .forms import first, fits, guarded, item, item_if, path
from .operations import Operations

UNRECORDED_MESSAGE = "waiting until the run's status shows this step's id"

_LIST = cue.ListLit((cue.Ellipsis(),))


def once_recorded(operations: Operations, names: Names, body: list[cue.Decl], resumed: str) -> list[cue.Decl]:
    """`body`, executed only once the run's own status shows the id of this step.

    A field called `resumed`, if `body` reads one, tells whether the status shows that the step was suspended last: whoever
    resumes a step leaves the reason in its status.
    """
    run, steps, recorded, unrecorded = map(names.fresh, ("run", "steps", "recorded", "unrecorded"))
    read = operations.call(
        run,
        "kube",
        "Read",
        cue.Field("value", _identity()),
        doc=(
            "A controller that dies in the first execution makes another id of this step: nothing is sent before the run's",
            "own status shows this one, in the run's steps or in a group of them.",
        ),
    )
    in_application, in_run = (operations.value(run, "status", *names) for names in (("workflow", "steps"), ("steps",)))
    stored = (item_if(fits(in_application, _LIST), in_application), item_if(fits(in_run, _LIST), in_run), cue.ListLit(()))
    error = operations.error(run)
    told = cue.Binary(
        "!=", cue.Binary("&", cue.Binary("&", error, cue.Ref("string")), cue.Unary("!=", cue.Lit(""))), cue.Bottom()
    )
    why = first((item_if(told, cue.Interpolation((": ", error))), cue.Lit("")))
    wait = operations.wait(unrecorded, cue.Interpolation((UNRECORDED_MESSAGE, why)))
    return [
        read,
        guarded(
            operations.was_read(run),
            [
                cue.Field(steps, first(stored, multiline=True)),
                cue.Field(recorded, first(_shown(steps), multiline=True)),
                *([cue.Field(resumed, first(_shown(steps, "Suspend"), multiline=True))] if resumed else []),
                guarded(cue.Unary("!", cue.Ref(recorded)), [wait]),
                guarded(cue.Ref(recorded), body),
            ],
        ),
    ]


def _identity() -> cue.Expr:
    """The object whose status has the id: `context.appName` is there in an Application only."""
    in_application = fits(path("context", "appName"), cue.Unary("!=", cue.Lit("")))
    kinds = (item_if(in_application, cue.Lit("Application")), cue.Lit("WorkflowRun"))
    # by the kind, as each look into the context takes a twentieth of the execution on 1.10 (bench/run.py)
    is_application = cue.Binary("==", cue.Ref("kind"), cue.Lit("Application"))
    versions = (item_if(is_application, cue.Lit("core.oam.dev/v1beta1")), cue.Lit("core.oam.dev/v1alpha1"))
    named = (cue.Field("name", path("context", "name")), cue.Field("namespace", path("context", "namespace")))
    return cue.StructLit(
        (
            cue.Field("apiVersion", first(versions)),
            cue.Field("kind", first(kinds)),
            cue.Field("metadata", cue.StructLit(named, inline=True)),
        )
    )


def _shown(steps: str, reason: str | None = None) -> tuple[cue.ListItem, ...]:
    """Whether the id is among `steps` or in a group of them, with that reason if one is given."""
    each = cue.For(None, "step", cue.Ref(steps))
    in_group = path("step", "subSteps")
    grouped = (each, cue.If(fits(in_group, _LIST)), cue.For(None, "subStep", in_group))
    return (
        item((each, *_is_this("step", reason)), cue.Lit(True)),
        item((*grouped, *_is_this("subStep", reason)), cue.Lit(True)),
        cue.Lit(False),
    )


def _is_this(entry: str, reason: str | None) -> tuple[cue.If, ...]:
    this = cue.If(fits(path(entry, "id"), path("context", "stepSessionID")))
    return (this,) if reason is None else (this, cue.If(fits(path(entry, "reason"), cue.Lit(reason))))
