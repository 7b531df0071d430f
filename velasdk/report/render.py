"""Findings as text in each format, and the line that counts them."""

from __future__ import annotations

import json
from collections.abc import Sequence
from enum import StrEnum
from pathlib import Path

from ..diagnostics import Diagnostic, Severity
from .columns import one_line
from .frame import COLORS, PLAIN, Frames, place
from .github import commands
from .sarif import sarif
from .tree import source_root


class Format(StrEnum):
    """How findings are printed."""

    FULL = "full"
    CONCISE = "concise"
    JSON = "json"
    SARIF = "sarif"
    GITHUB = "github"

    @property
    def for_programs(self) -> bool:
        """Whether a program reads stdout: nothing but the findings is printed there."""
        return self in (Format.JSON, Format.SARIF, Format.GITHUB)


def render(diagnostics: Sequence[Diagnostic], format: Format, color: bool = False) -> str:
    """All of `diagnostics` in that order, each line ended; nothing for none, but `[]` in JSON and a run in SARIF."""
    match format:
        case Format.FULL:
            frames = Frames(COLORS if color else PLAIN)
            return "".join(f"{frames.render(diagnostic)}\n\n" for diagnostic in diagnostics)
        case Format.CONCISE:
            return "".join(f"{_concise(diagnostic)}\n" for diagnostic in diagnostics)
        case Format.JSON:
            return json.dumps(records(diagnostics), indent=2) + "\n"
        case Format.SARIF:
            return sarif(diagnostics, source_root(Path.cwd()))
        case Format.GITHUB:
            return commands(diagnostics, source_root(Path.cwd()))


def _concise(found: Diagnostic) -> str:
    return f"{place(found.span)}: {found.severity}[{found.code}] {one_line(found.message)}"


def records(diagnostics: Sequence[Diagnostic]) -> list[dict[str, str | int]]:
    """All of `diagnostics` for a program."""
    return [_record(diagnostic) for diagnostic in diagnostics]


def _record(found: Diagnostic) -> dict[str, str | int]:
    """The fields of a finding for a program; keys are only ever added. An unknown end is the place itself."""
    span = found.span
    known = span.end_line >= span.line
    return {
        "code": found.code,
        "severity": found.severity.value,
        "message": found.message,
        "help": found.help,
        "file": str(span.file),
        "line": span.line,
        "column": span.column,
        "end_line": span.end_line if known else span.line,
        "end_column": span.end_column if known else span.column,
        **dict(found.facts),
    }


def summary(diagnostics: Sequence[Diagnostic], steps: int) -> str:
    """`3 errors in 2 files`, or `2 steps, no errors`."""
    errors = sum(found.severity is Severity.ERROR for found in diagnostics)
    warnings = len(diagnostics) - errors
    counts = " and ".join(
        part for part in (count(errors, "error") if errors else "", count(warnings, "warning") if warnings else "") if part
    )
    if errors:
        return f"{counts} in {count(len({found.span.file for found in diagnostics}), 'file')}"
    return f"{count(steps, 'step')}, {counts or 'no errors'}"


def count(number: int, thing: str) -> str:
    """`1 step`, `2 steps`."""
    return f"{number} {thing}{'' if number == 1 else 's'}"


def listed(names: Sequence[str]) -> str:
    """`1.9, 1.10 and 1.11`."""
    return " and ".join(part for part in (", ".join(names[:-1]), names[-1]) if part)
