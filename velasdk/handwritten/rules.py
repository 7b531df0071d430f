"""The rules for hand-written templates: each looks at what the engine of a line says of a template (`Inspected`).

What a line does with it was seen on its engine: docs/engine.md.
"""

from __future__ import annotations

from collections.abc import Iterator
from typing import Any

from ..checks.long_timeout import LONGEST
from ..definition import DURATION, seconds
from ..diagnostics import Severity
from ..dialects import NEWEST
from ..engine.inspected import Inspected, Operation, Place
from .found import Found, Rule, builtin
from .names import unknown_name, unknown_package

CLIENT_TIMEOUT = "3 s"
"""What the providers of all lines wait for an answer, unless `request.timeout` says otherwise."""

LISTED = {
    "vela/kube": "read objects by their names with `kube.#Read`",
    "vela/op": "give `value` what `resource` has, and `filter: namespace: ...`: that is what the provider reads",
}
"""What to do instead of `#List`, by its package."""


def _requests(seen: Inspected) -> list[Operation]:
    """The operations that send an HTTP request: those of the provider whose parameters are a method and an address."""
    return [one for one in seen.operations if {"method", "url"} <= {*one.given, *one.defaults, *one.missing} or _bare(one)]


def _bare(one: Operation) -> bool:
    return one.spread and one.do == "do" and "#HTTP" in one.function


def misplaced_parameter(seen: Inspected, line: str) -> Iterator[Found]:
    """VS356 and VS357: values beside `$params`, where no provider looks; the package's own, too."""
    for one in seen.operations:
        for beside in one.beside:
            if not beside.own:
                yield Found(
                    "VS356", beside.place, f"`{beside.name}` stands beside `$params`: the provider does not read it {{on}}",
                    f"write `$params: {beside.name}: ...`",
                )  # fmt: skip
            elif not one.spread and (sent := one.given.get(beside.name, one.defaults.get(beside.name))) != beside.value:
                if sent is not None or beside.name not in one.given:
                    yield Found(
                        "VS357",
                        one.place,
                        f"`{one.function}` sends {sent}, not {beside.value}, {{on}}",
                        f'write `http.#HTTPDo & {{$params: {{{beside.name}: "{beside.value}", ...}}}}`',
                    )


def unexecutable(seen: Inspected, line: str) -> Iterator[Found]:
    """VS358: since 1.10 all fields of an operation must have a value before it is executed, what it answers included. The
    provider of `#List` reads `value` and `filter` unseen, of which its package has no `value`: it fails by a nil pointer.
    """
    for one in seen.operations:
        if builtin(line) and one.do == "list" and one.package in LISTED and _executed(one, line):
            if not one.spread and not {"value", "filter"} <= {*one.given}:
                why = "it fails by a nil pointer"
                yield Found("VS358", one.place, f"`{one.function}` is never executed {{on}}: {why}", LISTED[one.package])
        beside = {each.name for each in one.beside}
        if builtin(line) and {*one.missing} - beside and _executed(one, line):
            fields = ", ".join(f"`{each}`" for each in one.missing)
            have = "has" if len(one.missing) == 1 else "have"
            if one.package == "vela/op":
                instead = "use the operation of the same name of `vela/http`, `vela/email` or `vela/metrics`, with `$params`"
            else:
                instead = f"give {fields} in `$params`"
            yield Found(
                "VS358",
                one.place,
                f"`{one.function}` is never executed {{on}}: {fields} {have} no value",
                instead,
            )


def _executed(one: Operation, line: str) -> bool:
    """Whether a line executes an operation that stands where this one does."""
    return one.holder not in ("let", "definition") if builtin(line) else one.holder in ("", "definition")


def refused_value(seen: Inspected, line: str) -> Iterator[Found]:
    """VS359: literals that a parameter does not take; nothing is sent."""
    for one in seen.operations:
        for refused in one.refused:
            allowed = ", ".join(_json(each) for each in refused.allowed or ())
            yield Found(
                "VS359",
                refused.place,
                f"`{one.function}` takes no {refused.path} {_json(refused.value)} {{on}}: it is not executed",
                f"it takes {allowed}" if allowed else "give it a value of the type that the package declares",
            )


def _json(value: Any) -> str:
    return f'"{value}"' if isinstance(value, str) else str(value)


def unused_import(seen: Inspected, line: str) -> Iterator[Found]:
    """VS360: an error of the evaluation on the newest line, and with it the step's success."""
    for one in seen.imports:
        if line == NEWEST and one.known and not one.used:
            yield Found(
                "VS360",
                one.place,
                f"`{one.path}` is imported and not used: the step fails once and then succeeds {{on}}, nothing is executed",
                "take the import out",
            )


def out_of_reach(seen: Inspected, line: str) -> Iterator[Found]:
    """VS361 and VS362: where an operation stands decides whether a line executes it."""
    holders = {
        "let": "in a `let`", "definition": "in a definition", "hidden": "in a hidden field", "optional": "in an optional field",
        "list": "in a list", "struct": "in a struct",
    }  # fmt: skip
    for one in seen.operations:
        if one.do in ("", "steps") or one.holder == "":
            continue
        if not _executed(one, line):
            if one.used and one.holder in ("let", "definition"):
                continue  # it describes what a field executes
            end = ": the step fails" if not builtin(line) and one.holder in ("hidden", "optional") else ""
            yield Found(
                "VS361",
                one.place,
                f"`{one.function}` is not executed {{on}}, because it stands {holders[one.holder]}{end}",
                "put it into a field at the top of the template or directly into an `if` block"
                + ("" if builtin(line) else ", or into `op.#Steps`"),
            )
        elif one.holder != "struct" and one.holder != "list":
            yield Found(
                "VS362",
                one.place,
                f"`{one.function}` is executed {{on}}, although it stands {holders[one.holder]}",
                "put it into an `if` block if it is not always to be executed, else into a plain field",
                Severity.WARNING,
            )


def twice(seen: Inspected, line: str) -> Iterator[Found]:
    """VS363: a field that is another operation executes it again."""
    for one in seen.aliases:
        yield Found(
            "VS363",
            one.place,
            f"the operation `{one.name}` is executed once more for this field {{on}}",
            f"read what you need of it (`{one.name}.{'$returns' if builtin(line) else 'response'}...`) where you need it",
        )


def dropped_message(seen: Inspected, line: str) -> Iterator[Found]:
    """VS364: since 1.10 a Suspend says which field it is and nothing else."""
    for one in seen.operations:
        if builtin(line) and one.do == "suspend" and "message" in one.given and _executed(one, line):
            yield Found(
                "VS364",
                one.place,
                f'the message of the Suspend is not shown {{on}}: the status says "Suspended by field {one.label}"',
                "say it in the label of the field",
                Severity.WARNING,
            )


def stored_test(seen: Inspected, line: str) -> Iterator[Found]:
    """VS365: a cycle for the evaluator of the newest line."""
    for one in seen.stored:
        if line == NEWEST:
            yield Found(
                "VS365",
                one.place,
                f"the presence of `{one.name}` is tested in a field that an `if` reads: "
                "where it is missing, the step succeeds {on}",
                "write the test into the `if`",
            )


def joined_guard(seen: Inspected, line: str) -> Iterator[Found]:
    """VS366: both sides of && are evaluated, and since 1.10 the error of one is success in the end."""
    for one in seen.joined:
        if builtin(line):
            yield Found(
                "VS366",
                one.place,
                f"&& does not protect what stands beside `{one.name} != _|_`: where it is missing, the step fails "
                "once and then succeeds {on}",
                f"nest two: `if {one.name} != _|_ {{ if ... }}`, or chain them: `if {one.name} != _|_ if ...`",
            )


def bare_decoding(seen: Inspected, line: str) -> Iterator[Found]:
    """VS367: what cannot be decoded is an error, and since 1.10 the second execution of an error is success."""
    for place in seen.decoded:
        if builtin(line):
            yield Found(
                "VS367",
                place,
                "an answer that is not JSON lets the step succeed at its second execution {on}",
                "give it a default, `reply: *json.Unmarshal(...) | null`, and refuse null",
            )


def repeated_request(seen: Inspected, line: str) -> Iterator[Found]:
    """VS368, VS369 and VS371: what a request outside `if`, one without a time-out and one with a long one mean."""
    waits = [one for one in seen.operations if one.do in ("suspend", "wait")]
    for one in _requests(seen):
        method = one.given.get("method", one.defaults.get("method"))
        if not _executed(one, line) or (builtin(line) and one.missing) or one.refused:
            continue  # it is not sent at all
        if waits and not one.guarded and not one.keyed and method not in (None, "GET"):
            yield Found(
                "VS368",
                one.place,
                f"the {method} is sent again at every execution while the step waits {{on}}",
                "make the API treat a repeated request as the same one, by `context.stepSessionID` in its body",
                Severity.WARNING,
            )
        if not one.spread and "request.timeout" not in one.given and not _opaque(one, "request"):
            yield Found(
                "VS369",
                one.place,
                f"the request has no time-out of its own: it is given up after {CLIENT_TIMEOUT} {{on}}",
                'say how long the API may take: `request: timeout: "10s"`',
                Severity.WARNING,
            )
        timeout = str(one.given.get("request.timeout"))
        if DURATION.fullmatch(timeout) and seconds(timeout) > LONGEST:
            yield Found(
                "VS371",
                one.place,
                f"for up to {timeout} the controller does nothing else, and cannot terminate the step, {{on}}",
                "start the work with one request, and ask for it with a short one and a ConditionalWait",
                Severity.WARNING,
            )


def _opaque(one: Operation, path: str) -> bool:
    """Whether a struct is given in another way than as a literal with fields."""
    return path in one.given and not any(each.startswith(f"{path}.") for each in one.given)


def stopping_break(seen: Inspected, line: str) -> Iterator[Found]:
    """VS372: its own step succeeds, and whatever is behind it is executed."""
    for one in seen.operations:
        if one.do == "break" and _executed(one, line):
            yield Found(
                "VS372",
                one.place,
                "a Break ends nothing: every step behind this one is executed, and then the workflow is failed {on}",
                "say `#Fail` to keep them from it, or let the step succeed with an output that their `if:` looks at",
            )


def open_gate(seen: Inspected, line: str) -> Iterator[Found]:
    """VS370: a resumed Suspend does nothing, so something beside it must still hold the step."""
    held = {one.block for one in seen.operations if one.do == "wait"}
    for one in seen.operations:
        if one.do == "suspend" and one.decided and one.block not in held and _executed(one, line):
            yield Found(
                "VS370",
                one.place,
                "a resume lets the step succeed {on}, also while the API still says what it suspended for",
                "put a ConditionalWait with `continue: false` behind it, in the same block",
                Severity.WARNING,
            )


RULES: tuple[Rule, ...] = (
    unknown_package, unknown_name, misplaced_parameter, unexecutable, refused_value, unused_import, out_of_reach, twice,
    dropped_message, stored_test, joined_guard, bare_decoding, repeated_request, open_gate, stopping_break,
)  # fmt: skip
"""All of them, in the order of their codes."""

OF_ANSWERS = {"VS355", "VS366", "VS367", "VS368", "VS369", "VS370", "VS371"}
"""Codes about what follows a request: there is none where it is never sent."""


def found_on(seen: Inspected, line: str) -> list[Found]:
    """What all rules find in a template on a line."""
    found = [each for rule in RULES for each in rule(seen, line)]
    unsent = {each.place for each in found if each.code in ("VS358", "VS359")}
    requests = _requests(seen)
    if requests and all(any(_holds(one, place) for place in unsent) for one in requests):
        found = [each for each in found if each.code not in OF_ANSWERS]
    return found


def _holds(one: Operation, place: Place) -> bool:
    return one.place.line <= place.line and place.end_line <= one.place.end_line
