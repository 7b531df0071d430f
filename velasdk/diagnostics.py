"""What velasdk says about an author's step, and how the tool itself fails.

Two families, never mixed. A `Diagnostic` is about the author's code: collected, sorted by place, reported all at once. A
`VelasdkError` means that the tool could not do its work: raised, printed without a traceback, exit code 2.
"""

from __future__ import annotations

import difflib
from collections.abc import Iterable
from dataclasses import dataclass, field
from enum import StrEnum
from pathlib import Path


class VelasdkError(Exception):
    """The tool could not do its work: a file is missing, an engine does not answer, a setting is unknown."""


class Severity(StrEnum):
    """`ERROR` stops `velasdk compile` from writing anything; `WARNING` does not."""

    ERROR = "error"
    WARNING = "warning"


@dataclass(frozen=True, slots=True, order=True)
class Span:
    """A place in an author's file: lines count from 1, columns from 1 in characters, `end_column` is exclusive."""

    file: Path
    line: int
    column: int = 1
    end_line: int = 0
    end_column: int = 0

    def __str__(self) -> str:
        return f"{self.file}:{self.line}:{self.column}"


@dataclass(frozen=True, slots=True)
class Diagnostic:
    """One finding: `message` says what happens in one clause, `help` what to write instead.

    `facts` are what a program may want of the message without reading it: keys of its own in JSON.
    """

    code: str
    message: str
    span: Span
    help: str = ""
    severity: Severity = Severity.ERROR
    facts: tuple[tuple[str, str | int], ...] = ()


class Refused(Exception):
    """Raised inside the compiler to give up one method or class with its diagnostic; never leaves the package."""

    def __init__(self, diagnostic: Diagnostic) -> None:
        super().__init__(diagnostic.message)
        self.diagnostic = diagnostic


@dataclass(frozen=True, slots=True)
class Problem:
    """Something wrong with a class that is found while Python defines it, before its source is read.

    `place` names the part of the class statement to point at: `class`, `keyword:<name>` or `attribute:<name>`.
    """

    code: str
    message: str
    help: str
    place: str = "class"


def printable(text: str) -> str:
    """`text` with a question mark for each character that nobody would see, or that would end its line."""
    return "".join(char if char.isprintable() else "?" for char in text)


def did_you_mean(word: str, known: Iterable[str], otherwise: str) -> str:
    """The question whether the known word most like `word` was meant; `otherwise` where none is like it."""
    close = difflib.get_close_matches(word, sorted(known), 1)
    return f"did you mean `{close[0]}`?" if close else otherwise


@dataclass(slots=True)
class Findings:
    """A list of diagnostics being collected; each is kept once."""

    items: list[Diagnostic] = field(default_factory=list[Diagnostic])

    def add(self, diagnostic: Diagnostic) -> None:
        """Keep `diagnostic` unless the same one is there."""
        if diagnostic not in self.items:
            self.items.append(diagnostic)

    def extend(self, diagnostics: Iterable[Diagnostic]) -> None:
        """Keep each of `diagnostics`."""
        for diagnostic in diagnostics:
            self.add(diagnostic)

    def sorted(self) -> list[Diagnostic]:
        """All findings by file, line, column and code."""
        return sorted(self.items, key=lambda d: (d.span, d.code, d.message))

    @property
    def has_errors(self) -> bool:
        """True when one finding is an error."""
        return any(d.severity is Severity.ERROR for d in self.items)
