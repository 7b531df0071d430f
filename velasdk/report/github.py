"""Findings as workflow commands of GitHub Actions: annotations beside the lines of a pull request.

Source: "Workflow commands for GitHub Actions" in GitHub's documentation; the escapes are those of its own toolkit.
"""

from __future__ import annotations

from collections.abc import Sequence
from pathlib import Path

from ..diagnostics import Diagnostic, Span
from .columns import spelled
from .tree import in_tree

DATA = {"%": "%25", "\r": "%0D", "\n": "%0A"}
PROPERTY = DATA | {":": "%3A", ",": "%2C"}


def commands(diagnostics: Sequence[Diagnostic], root: Path) -> str:
    """One line for each finding; nothing for none. Files are named from `root`, the top of the repository."""
    return "".join(f"{_command(diagnostic, root)}\n" for diagnostic in diagnostics)


def _command(found: Diagnostic, root: Path) -> str:
    place = {"file": in_tree(found.span.file, root).as_posix(), **_lines(found.span), "title": f"velasdk {found.code}"}
    properties = ",".join(f"{name}={escaped(str(value), PROPERTY)}" for name, value in place.items())
    message = found.message + (f"\nhelp: {found.help}" if found.help else "")
    return f"::{found.severity.value} {properties}::{escaped(message, DATA)}"


def _lines(span: Span) -> dict[str, int]:
    """Lines and columns; GitHub takes columns only where first and last line are one."""
    if span.end_line < span.line:
        return {"line": span.line, "col": span.column}
    if span.end_line > span.line:
        return {"line": span.line, "endLine": span.end_line}
    return {"line": span.line, "col": span.column, "endLine": span.end_line, "endColumn": span.end_column}


def escaped(text: str, escapes: dict[str, str]) -> str:
    """`text` with `escapes`; what nobody would see is spelled out, as the log is read on terminals too."""
    return "".join(escapes.get(char) or (char if char.isprintable() else spelled(char)) for char in text)
