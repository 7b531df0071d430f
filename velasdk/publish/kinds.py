"""The ways in which an addon can differ from its last version: what each asks of the version, and what it does to a run.

A run in flight executes the new definition from its next execution on, as the controller reads the definition at each; what
that does is seen on the engines (`tests/compatibility/test_runs_in_flight.py`). A step that is suspended is executed again
only by an event, a resume say. An Application with `app.oam.dev/publishVersion` keeps the old definition until it has another.
"""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from enum import IntEnum, StrEnum


class Bump(IntEnum):
    """Which part of a version has to grow (semver.org)."""

    PATCH = 0
    MINOR = 1
    MAJOR = 2

    def __str__(self) -> str:
        return self.name.lower()


class Kind(StrEnum):
    """What has changed. The values are for programs, and stay."""

    STEP_REMOVED = "step-removed"
    STEP_ADDED = "step-added"
    PARAMETER_REMOVED = "parameter-removed"
    PARAMETER_REQUIRED = "parameter-required"
    PARAMETER_RETYPED = "parameter-retyped"
    PARAMETER_NARROWED = "parameter-narrowed"
    PARAMETER_RENUMBERED = "parameter-renumbered"
    PARAMETER_DEFAULT = "parameter-default"
    PARAMETER_ADDED = "parameter-added"
    PARAMETER_OPTIONAL = "parameter-optional"
    PARAMETER_WIDENED = "parameter-widened"
    SUSPEND_RENAMED = "suspend-renamed"
    SUSPEND_REMOVED = "suspend-removed"
    SUSPEND_FIRST = "suspend-first"
    SUSPEND_ADDED = "suspend-added"
    SUSPEND_OVERRIDES = "suspend-overrides"
    SUSPEND_RECHECKS = "suspend-rechecks"
    DURATION_ADDED = "duration-added"
    DURATION_REMOVED = "duration-removed"
    DURATION_CHANGED = "duration-changed"
    KEY_REMOVED = "key-removed"
    KEY_MOVED = "key-moved"
    KEY_CHANGED = "key-changed"
    KEY_UNSAFE = "key-unsafe"
    KEY_SAFE = "key-safe"
    KEY_ADDED = "key-added"
    ONCE_RENAMED = "once-renamed"
    ONCE_REMOVED = "once-removed"
    ONCE_REPLY = "once-reply"
    ONCE_HEADER = "once-header"
    ONCE_REQUEST = "once-request"
    ONCE_ADDED = "once-added"
    OUTPUT_REMOVED = "output-removed"
    OUTPUT_RETYPED = "output-retyped"
    OUTPUT_WIDENED = "output-widened"
    OUTPUT_NARROWED = "output-narrowed"
    OUTPUT_ADDED = "output-added"
    CONNECTION_ADDED = "connection-added"
    CONNECTION_CHANGED = "connection-changed"
    CONNECTION_REMOVED = "connection-removed"
    READS_RUN = "reads-run"
    VELA_NARROWED = "vela-narrowed"
    VELA_WIDENED = "vela-widened"
    DIALECT = "dialect"
    SAME_VERSION = "same-version"
    UNKNOWN = "unknown"
    TEXT = "text"


@dataclass(frozen=True, slots=True)
class Rule:
    """What a kind asks for; `change` and `in_flight` are sentences with `{name}`, `{old}` and `{new}` in them."""

    asks: Bump
    change: str
    in_flight: str


_FAILS = "fails at its next execution, before anything is sent, and its workflow with it."
_NOTHING = "Nothing changes for them."

RULES: Mapping[Kind, Rule] = {
    Kind.STEP_REMOVED: Rule(
        Bump.MAJOR,
        "the step is gone",
        "An upgrade leaves its definition in the cluster, and runs go on with that. Where it is deleted they stand still "
        "with an error until it is back.",
    ),
    Kind.STEP_ADDED: Rule(Bump.MINOR, "the step is new", "There are none."),
    Kind.PARAMETER_REMOVED: Rule(
        Bump.MAJOR, "parameter `{name}` is gone", "What a run gives for it is ignored: nothing refuses or reports it."
    ),
    Kind.PARAMETER_REQUIRED: Rule(
        Bump.MAJOR, "parameter `{name}` is required: {old} -> required", f"A run that does not give it {_FAILS}"
    ),
    Kind.PARAMETER_RETYPED: Rule(
        Bump.MAJOR, "parameter `{name}` has another type: {old} -> {new}", f"A run that gives a value of the old type {_FAILS}"
    ),
    Kind.PARAMETER_NARROWED: Rule(
        Bump.MAJOR, "parameter `{name}` takes fewer values: {old} -> {new}", f"A run whose value does not fit any more {_FAILS}"
    ),
    Kind.PARAMETER_RENUMBERED: Rule(
        Bump.MAJOR,
        "a number means something else in parameter `{name}`: {old} -> {new}",
        "The number that a run gives is taken for what it means now.",
    ),
    Kind.PARAMETER_DEFAULT: Rule(
        Bump.MAJOR,
        "parameter `{name}` has another default: {old} -> {new}",
        "A run that leaves it out goes on with the new default, in the middle of what it does.",
    ),
    Kind.PARAMETER_ADDED: Rule(Bump.MINOR, "parameter `{name}` is new, {new} by default", "They go on with the default."),
    Kind.PARAMETER_OPTIONAL: Rule(Bump.MINOR, "parameter `{name}` may be left out: required -> {new} by default", _NOTHING),
    Kind.PARAMETER_WIDENED: Rule(Bump.MINOR, "parameter `{name}` takes more values: {old} -> {new}", _NOTHING),
    Kind.SUSPEND_RENAMED: Rule(
        Bump.MAJOR,
        "a suspend has another label: `{old}` -> `{new}`",
        "A run that waits at `{old}`, suspended or resumed, suspends again at `{new}` unless its answer has changed: a resume "
        "of `{old}` counts for nothing, and another one is needed. What looks for `{old}` does not find it.",
    ),
    Kind.SUSPEND_REMOVED: Rule(
        Bump.MAJOR,
        "the step does not suspend at `{name}` any more",
        "A run that is suspended there stays so until somebody resumes it, and then does what its answer leads to now.",
    ),
    Kind.SUSPEND_FIRST: Rule(
        Bump.MAJOR,
        "the step suspends now, at `{name}`",
        "A run whose answer leads there suspends, and somebody has to resume its workflow.",
    ),
    Kind.SUSPEND_ADDED: Rule(
        Bump.MINOR,
        "the step suspends at `{name}` too",
        "A run whose answer leads there suspends, also one that was resumed at another label.",
    ),
    Kind.SUSPEND_OVERRIDES: Rule(
        Bump.MAJOR,
        "whoever resumes at `{name}`, or the end of its duration, overrides the answer: recheck -> succeed",
        "A run that is suspended there succeeds when it is resumed, whatever the API says. One that was resumed before goes "
        "on asking.",
    ),
    Kind.SUSPEND_RECHECKS: Rule(
        Bump.MAJOR,
        "a resume at `{name}`, or the end of its duration, asks again and overrides nothing: succeed -> recheck",
        "A run that is suspended there does not go on when it is resumed, unless the API then says something else.",
    ),
    Kind.DURATION_ADDED: Rule(
        Bump.MAJOR,
        "`{name}` has a duration: none -> {new}",
        "A run that waits there, suspended or resumed, is suspended for {new} from its next execution on, and a resume does "
        "nothing until that is over.",
    ),
    Kind.DURATION_REMOVED: Rule(
        Bump.MAJOR,
        "`{name}` has no duration any more: {old} -> none",
        "A run that is suspended there keeps the end that it has, and a resume does nothing until then. One that suspends "
        "now waits for a resume.",
    ),
    Kind.DURATION_CHANGED: Rule(
        Bump.MINOR,
        "`{name}` lasts otherwise: {old} -> {new}",
        "A run that is suspended there keeps the end that it has.",
    ),
    Kind.KEY_REMOVED: Rule(
        Bump.MAJOR,
        "the key is not sent any more: in {old}",
        "What they send next has no key: the API cannot tell that it is the same run, and may do again what it has done.",
    ),
    Kind.KEY_MOVED: Rule(
        Bump.MAJOR,
        "the key is sent elsewhere: {old} -> {new}",
        "What they send next has the same key in another place: an API that looks for it where it was takes it for a new run.",
    ),
    Kind.KEY_CHANGED: Rule(
        Bump.MAJOR,
        "the API sees another key: {old} -> {new}",
        "What they send next has another key than before: the API takes it for a new run, and may do again what it has done.",
    ),
    Kind.KEY_UNSAFE: Rule(
        Bump.MAJOR,
        "the key is no longer safe from a crash: in {new}",
        "The key stays the same. A run that begins now, and whose controller dies before its first status is stored, sends "
        "again under another one.",
    ),
    Kind.KEY_SAFE: Rule(Bump.PATCH, "the key is safe from a crash now: in {new}", "The key stays the same."),
    Kind.KEY_ADDED: Rule(
        Bump.MINOR,
        "the key is sent: in {new}",
        "What they send next has a key that the API has not seen: it cannot tell what was sent before without one.",
    ),
    Kind.ONCE_RENAMED: Rule(
        Bump.MAJOR,
        "what is done once has another name: `{old}` -> `{new}`",
        "A run that has done it sends the request again, and goes on with the new answer.",
    ),
    Kind.ONCE_REMOVED: Rule(
        Bump.MAJOR,
        "`{name}` is not done once any more",
        "What is remembered of it is not read: if the step still sends the request, it does so at each execution.",
    ),
    Kind.ONCE_REPLY: Rule(
        Bump.MAJOR,
        "what is remembered of `{name}` is read as something else: {old} -> {new}",
        "A run whose remembered answer does not fit any more fails at its next execution: it cannot be read.",
    ),
    Kind.ONCE_HEADER: Rule(
        Bump.MAJOR,
        "header {new} of what is remembered of `{name}` is read",
        "A run that has an answer already remembers it without that header, and reads none.",
    ),
    Kind.ONCE_REQUEST: Rule(
        Bump.PATCH,
        "`{name}` sends another request: {old} -> {new}",
        "A run that has an answer already goes on with that, and does not send the new request.",
    ),
    Kind.ONCE_ADDED: Rule(
        Bump.MINOR, "`{name}` is done once", "A run sends the request once more, whatever it has sent before, and remembers it."
    ),
    Kind.OUTPUT_REMOVED: Rule(
        Bump.MAJOR,
        "output `{name}` is gone",
        "A later step that takes it gets null, and what the step says is `failed to get output`. Where the step has succeeded "
        "already its outputs stay.",
    ),
    Kind.OUTPUT_RETYPED: Rule(
        Bump.MAJOR,
        "output `{name}` has another type: {old} -> {new}",
        "A later step gets the new type, and fails if it does not take it. Where the step has succeeded already its outputs "
        "stay.",
    ),
    Kind.OUTPUT_WIDENED: Rule(
        Bump.MAJOR,
        "output `{name}` has more values: {old} -> {new}",
        "A later step may get a value that it does not take, and fails then. Where the step has succeeded already its outputs "
        "stay.",
    ),
    Kind.OUTPUT_NARROWED: Rule(Bump.PATCH, "output `{name}` has fewer values: {old} -> {new}", _NOTHING),
    Kind.OUTPUT_ADDED: Rule(Bump.MINOR, "output `{name}` is new", _NOTHING),
    Kind.CONNECTION_ADDED: Rule(
        Bump.MAJOR,
        "the step needs a config, which parameter `{name}` names: {new}",
        "A run fails at its next execution where that config is not there, and its workflow with it.",
    ),
    Kind.CONNECTION_CHANGED: Rule(
        Bump.MAJOR,
        "the config that `{name}` names is used otherwise: {old} -> {new}",
        "What they send next is authorized in the new way: an API that does not take it refuses.",
    ),
    Kind.CONNECTION_REMOVED: Rule(Bump.PATCH, "the step reads no config that `{name}` names any more", _NOTHING),
    Kind.READS_RUN: Rule(
        Bump.MINOR,
        "the step reads the Application or WorkflowRun that it is part of",
        "Where KubeVela acts as the user of the Application, a run waits and sends nothing until that user may read it.",
    ),
    Kind.VELA_NARROWED: Rule(
        Bump.MAJOR,
        "fewer versions of KubeVela take the addon: {old} -> {new}",
        "They go on where the addon cannot be upgraded.",
    ),
    Kind.VELA_WIDENED: Rule(Bump.MINOR, "more versions of KubeVela take the addon: {old} -> {new}", _NOTHING),
    Kind.DIALECT: Rule(
        Bump.MAJOR,
        "the definitions have another dialect: {old} -> {new}",
        "Where KubeVela is not of that line, nothing that they do then can be relied on.",
    ),
    Kind.SAME_VERSION: Rule(
        Bump.PATCH,
        "the definition differs, and its own version is still {old}",
        "An Application that asks for that version (`type: ...@v{old}`) keeps the old definition, also when it starts anew.",
    ),
    Kind.UNKNOWN: Rule(
        Bump.PATCH,
        "{name} cannot be compared: {old}",
        "They execute the new definition from their next execution on: look yourself whether it takes what they have.",
    ),
    Kind.TEXT: Rule(
        Bump.PATCH, "the definition differs, and promises the same", "They execute the new text from their next execution on."
    ),
}
