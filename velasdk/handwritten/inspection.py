"""Looks at hand-written templates on the engines of several lines, and tells once what is the same on more than one."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Iterator, Sequence
from dataclasses import dataclass

from ..diagnostics import Diagnostic, Severity, VelasdkError
from ..dialects import LINES, NEWEST, Dialect
from ..engine.client import Engine, OperationError
from ..engine.inspected import Inspected, Place
from ..engine.protocol import Problem
from .files import Written
from .found import Found
from .rules import found_on

LEGACY_PACKAGES = ("vela/op", "vela/ql")
"""What the lines before 1.10 have; 1.10 and later have it, too."""


KIND = "workflow-step"
"""The type of a definition that `vela def` takes."""

EMPTY = "\ntemplate: {}\n"
"""With this behind it, metadata without a template are those of a definition."""


@dataclass(frozen=True, slots=True)
class Looked:
    """What was found in a template, the lines that was looked at, and what a controller of them is given ("" if nothing)."""

    written: Written
    lines: tuple[str, ...]
    template: str
    found: tuple[Diagnostic, ...]
    request: Place | None = None


def look(written: Written, engines: Callable[[str], Engine], chosen: Sequence[str] | None) -> Looked:
    """Look at a template on the chosen lines, or on all that know its dialect; `engines` gives the engine of a line.

    Raises `VelasdkError` for a definition of something else, and for metadata without a template.
    """
    try:
        seen = engines(NEWEST).inspect(written.text)
    except OperationError as error:
        place = Place(line=error.reply.line or 1, column=error.reply.column or 1, end_line=0, end_column=0)
        problem = Diagnostic(
            "VS350", f"the template is not CUE: {error.reply.message}", written.span(place), "correct the syntax"
        )
        return Looked(written, (), "", (problem,))
    if seen.type not in ("", KIND):
        raise VelasdkError(f"{written.file} defines a {seen.type}, no {KIND}")
    if written.file.suffix == ".cue" and not seen.type and engines(NEWEST).inspect(f"{written.text}{EMPTY}").type == KIND:
        raise VelasdkError(f"{written.file} has the metadata of a {KIND} and no `template: {{...}}`")
    lines = tuple(chosen or lines_of(seen))
    found: dict[tuple[str, Place, str], tuple[Found, list[str]]] = {}
    for line in lines:
        there = seen if line == NEWEST else engines(line).inspect(written.text)
        for each in _on(written, there, line):
            found.setdefault((each.code, each.place, each.message), (each, []))[1].append(line)
    told = tuple(_diagnostic(written, each, on) for each, on in found.values())
    sent = next((one for one in seen.operations if "#HTTP" in one.function), None)
    return Looked(written, lines, seen.template, told, sent.place if sent else None)


def lines_of(seen: Inspected) -> list[str]:
    """The lines that a template is for by what it imports: one that imports a package of 1.10 is for 1.10 and later, any
    other for all, because an upgrade of KubeVela leaves the definitions in the cluster as they are."""
    new = any(one.path.startswith("vela/") and one.path not in LEGACY_PACKAGES for one in seen.imports)
    return [line for line, dialect in LINES.items() if dialect is Dialect.BUILTIN or not new]


def _on(written: Written, seen: Inspected, line: str) -> Iterator[Found]:
    """What is found on one line: by the rules, and by its compiler where no rule says it better."""
    if written.scope:
        seen.labels.setdefault("scope", written.scope)
    found = found_on(seen, line)
    yield from found
    if any(not one.known for one in seen.imports) or any(each.code == "VS352" for each in found) or _vela_core(seen):
        return  # the compiler would only say that once more, for each use of it
    told = [each.place for each in found if each.severity is Severity.ERROR]
    told += [one.place for one in seen.operations if any(one.place.line <= at.line <= one.place.end_line for at in told)]
    stored = any(each.code == "VS365" for each in found)
    for problem in seen.errors:
        cycle = stored and problem.message.startswith("cycle with field: ")  # seen at the `if`, and told of the field
        if not cycle and not any(place.line <= problem.line <= place.end_line for place in told):
            yield _problem(problem)


def _vela_core(seen: Inspected) -> bool:
    """Whether something is called that a label says only vela-core executes."""
    return seen.labels.get("scope") == "Application" and any(one.kind == "function" for one in seen.unknown)


def _problem(problem: Problem) -> Found:
    place = Place(line=problem.line or 1, column=problem.column or 1, end_line=0, end_column=0)
    path = f"`{problem.path}`: " if problem.path else ""
    return Found(
        "VS350", place, f"the template does not compile {{on}}: {path}{problem.message}", "correct it: no webhook will"
    )


def _diagnostic(written: Written, found: Found, lines: Iterable[str]) -> Diagnostic:
    return Diagnostic(
        found.code, found.message.replace("{on}", named(list(lines))), written.span(found.place), found.help, found.severity
    )


def named(lines: Sequence[str]) -> str:
    """`on KubeVela 1.9`, `on KubeVela 1.10 and 1.11`."""
    return "on KubeVela " + (f"{', '.join(lines[:-1])} and {lines[-1]}" if len(lines) > 1 else lines[0])
