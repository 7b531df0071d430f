"""The rules for names: packages, functions, parameters and results that a line does not have.

What a package has comes from the line's own packages.
"""

from __future__ import annotations

import difflib
from collections.abc import Iterator

from ..diagnostics import Severity
from ..engine.inspected import Inspected, Place, Unknown
from .found import Found, builtin
from .velacore import FUNCTIONS, PACKAGES


def unknown_package(seen: Inspected, line: str) -> Iterator[Found]:
    """VS351 and VS352: imports that the engine of the line does not have."""
    for one in seen.imports:
        if one.known:
            continue
        if (one.path == "vela/ql" or builtin(line)) and one.path in PACKAGES:
            yield from _only_vela_core(seen, one.place, one.path, "package")
        else:
            instead = " (`vela/op` has the same operations, with parameters beside each other)" if not builtin(line) else ""
            yield Found(
                "VS351", one.place, f"there is no package `{one.path}` {{on}}", f"import a package that the line has{instead}"
            )


def _only_vela_core(seen: Inspected, place: Place, name: str, kind: str) -> Iterator[Found]:
    if seen.labels.get("scope") != "Application":
        yield Found(
            "VS352",
            place,
            f"only vela-core has `{name}`: the standalone workflow controller does not execute the step {{on}}",
            "use the step in Applications only and say so with the label `scope: Application`; "
            f"what the template does with the {kind} is not checked",
            Severity.WARNING,
        )


def unknown_name(seen: Inspected, line: str) -> Iterator[Found]:
    """VS353 to VS355: functions, parameters and results that the packages of the line do not have."""
    for one in seen.unknown:
        known = list(one.known or ())
        match one.kind:
            case "function":
                short = one.name.partition(".")[2]
                if short in FUNCTIONS and one.of == "vela/op":
                    yield from _only_vela_core(seen, one.place, one.name, "operation")
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
