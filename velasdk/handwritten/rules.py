"""The rules for hand-written templates: each looks at what the engine of a line says of a template (`Inspected`).

What a package has comes from the line's own packages. What a line does with it was seen on its engine: docs/engine.md.
"""

from __future__ import annotations

import difflib
from collections.abc import Callable, Iterator
from dataclasses import dataclass
from typing import Any, TypeAlias

from ..diagnostics import Severity
from ..dialects import LINES, NEWEST, Dialect
from ..engine.inspected import Inspected, Operation, Place, Unknown
from .velacore import FUNCTIONS, PACKAGES

CLIENT_TIMEOUT = "3 s"
"""What the providers of all lines wait for an answer, unless `request.timeout` says otherwise."""


@dataclass(frozen=True, slots=True)
class Found:
    """A finding on one line. Findings that differ in nothing but the line are told once; `{on}` in a message names them."""

    code: str
    place: Place
    message: str
    help: str
    severity: Severity = Severity.ERROR


Rule: TypeAlias = Callable[[Inspected, str], Iterator[Found]]


def _builtin(line: str) -> bool:
    """Whether a line has the compiler that 1.10 came with."""
    return LINES[line] is Dialect.BUILTIN


def _requests(seen: Inspected) -> list[Operation]:
    """The operations that send an HTTP request: those of the provider whose parameters are a method and an address."""
    return [one for one in seen.operations if {"method", "url"} <= {*one.given, *one.defaults, *one.missing} or _bare(one)]


def _bare(one: Operation) -> bool:
    return one.spread and one.do == "do" and "#HTTP" in one.function


def unknown_package(seen: Inspected, line: str) -> Iterator[Found]:
    """VS351 and VS352: imports that the engine of the line does not have."""
    for one in seen.imports:
        if one.known:
            continue
        if (one.path == "vela/ql" or _builtin(line)) and one.path in PACKAGES:
            if seen.labels.get("scope") != "Application":
                yield Found(
                    "VS352",
                    one.place,
                    f"only vela-core has `{one.path}`: the standalone workflow controller does not execute the step {{on}}",
                    "use the step in Applications only and say so with the label `scope: Application`; "
                    "what the template does with the package is not checked",
                    Severity.WARNING,
                )
        else:
            instead = " (`vela/op` has the same operations, with parameters beside each other)" if not _builtin(line) else ""
            yield Found(
                "VS351", one.place, f"there is no package `{one.path}` {{on}}", f"import a package that the line has{instead}"
            )


def unknown_name(seen: Inspected, line: str) -> Iterator[Found]:
    """VS353 to VS355: functions, parameters and results that the packages of the line do not have."""
    for one in seen.unknown:
        known = list(one.known or ())
        match one.kind:
            case "function":
                short = one.name.partition(".")[2]
                if short in FUNCTIONS and one.of == "vela/op":
                    if seen.labels.get("scope") != "Application":
                        yield Found(
                            "VS352",
                            one.place,
                            f"only vela-core has `{one.name}`: the standalone workflow controller does not execute it {{on}}",
                            "use the step in Applications only and say so with the label `scope: Application`; "
                            "what the template does with the operation is not checked",
                            Severity.WARNING,
                        )
                    continue
                yield Found(
                    "VS353", one.place, f"`{one.of}` has no `{short}` {{on}}: nothing is executed there", _meant(short, known)
                )
            case "parameter":
                if not one.open or _close(one):
                    yield Found("VS354", one.place, f"`{one.of}` has no parameter `{one.name}` {{on}}", _meant(one.name, known))
            case _:
                if _close(one):
                    yield Found("VS355", one.place, f"`{one.of}` returns no `{one.name}` {{on}}", _meant(one.name, known))


def _close(one: Unknown) -> bool:
    """Whether a name that CUE takes is another one misspelt: a provider may return more than its package declares."""
    return not one.open or bool(difflib.get_close_matches(one.name, one.known or (), 1, 0.7))


def _meant(name: str, known: list[str]) -> str:
    close = difflib.get_close_matches(name, known, 1, 0.5)
    return f"did you mean `{close[0]}`?" if close else f"it has {', '.join(f'`{each}`' for each in known) or 'nothing'}"


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
    """VS358: since 1.10 all fields of an operation must have a value before it is executed, what it answers included."""
    for one in seen.operations:
        beside = {each.name for each in one.beside}
        if _builtin(line) and {*one.missing} - beside and _executed(one, line):
            fields = ", ".join(f"`{each}`" for each in one.missing)
            if one.package == "vela/op":
                instead = "use the operation of the same name of `vela/http`, `vela/email` or `vela/metrics`, with `$params`"
            else:
                instead = f"give {fields} in `$params`"
            yield Found(
                "VS358",
                one.place,
                f"`{one.function}` is never executed {{on}}: {fields} {_have(one.missing)} no value",
                instead,
            )


def _have(names: tuple[str, ...]) -> str:
    return "has" if len(names) == 1 else "have"


def _executed(one: Operation, line: str) -> bool:
    """Whether a line executes an operation that stands where this one does."""
    return one.holder != "definition" if _builtin(line) else one.holder in ("", "definition")


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
        "definition": "in a definition", "hidden": "in a hidden field", "optional": "in an optional field",
        "list": "in a list", "struct": "in a struct",
    }  # fmt: skip
    for one in seen.operations:
        if one.do in ("", "steps") or one.holder == "" or (one.holder == "definition" and _builtin(line) and _used(seen, one)):
            continue
        if not _executed(one, line):
            end = ": the step fails" if not _builtin(line) and one.holder in ("hidden", "optional") else ""
            yield Found(
                "VS361",
                one.place,
                f"`{one.function}` is not executed {{on}}, because it stands {holders[one.holder]}{end}",
                "put it into a field at the top of the template or directly into an `if` block"
                + ("" if _builtin(line) else ", or into `op.#Steps`"),
            )
        elif one.holder != "struct" and one.holder != "list":
            yield Found(
                "VS362",
                one.place,
                f"`{one.function}` is executed {{on}}, although it stands {holders[one.holder]}",
                "put it into an `if` block if it is not always to be executed, else into a plain field",
                Severity.WARNING,
            )


def _used(seen: Inspected, one: Operation) -> bool:
    """Whether a definition describes another operation of the template, which is how one is meant."""
    return any(other is not one and other.function == one.function and other.spread for other in seen.operations)


def twice(seen: Inspected, line: str) -> Iterator[Found]:
    """VS363: a field that is another operation executes it again."""
    for one in seen.aliases:
        yield Found(
            "VS363",
            one.place,
            f"the operation `{one.name}` is executed once more for this field {{on}}",
            f"read what you need of it (`{one.name}.{'$returns' if _builtin(line) else 'response'}...`) where you need it",
        )


def dropped_message(seen: Inspected, line: str) -> Iterator[Found]:
    """VS364: since 1.10 a Suspend says which field it is and nothing else."""
    for one in seen.operations:
        if _builtin(line) and one.do == "suspend" and "message" in one.given:
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
        if _builtin(line):
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
        if _builtin(line):
            yield Found(
                "VS367",
                place,
                "an answer that is not JSON lets the step succeed at its second execution {on}",
                "give it a default, `reply: *json.Unmarshal(...) | null`, and refuse null",
            )


def repeated_request(seen: Inspected, line: str) -> Iterator[Found]:
    """VS368 and VS369: what a request outside `if` and one without a time-out mean."""
    waits = [one for one in seen.operations if one.do in ("suspend", "wait")]
    for one in _requests(seen):
        method = one.given.get("method", one.defaults.get("method"))
        if not _executed(one, line) or (_builtin(line) and one.missing) or one.refused:
            continue  # it is not sent at all
        if waits and not one.guarded and method not in (None, "GET"):
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


def _opaque(one: Operation, path: str) -> bool:
    """Whether a struct is given in another way than as a literal with fields."""
    return path in one.given and not any(each.startswith(f"{path}.") for each in one.given)


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
    dropped_message, stored_test, joined_guard, bare_decoding, repeated_request, open_gate,
)  # fmt: skip
"""All of them, in the order of their codes."""

OF_ANSWERS = {"VS355", "VS366", "VS367", "VS368", "VS369", "VS370"}
"""Codes about what follows a request: there is none where it is never sent."""


def found_on(seen: Inspected, line: str) -> list[Found]:
    """What all rules find in a template on a line."""
    found = [each for rule in RULES for each in rule(seen, line)]
    unsent = {each.place for each in found if each.code in ("VS358", "VS359")}
    if unsent and all(any(_holds(one, place) for place in unsent) for one in _requests(seen)):
        found = [each for each in found if each.code not in OF_ANSWERS]
    return found


def _holds(one: Operation, place: Place) -> bool:
    return one.place.line <= place.line and place.end_line <= one.place.end_line
