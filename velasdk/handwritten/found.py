"""What a rule for hand-written templates is, and what it finds."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from dataclasses import dataclass
from typing import TypeAlias

from ..diagnostics import Severity
from ..dialects import LINES, Dialect
from ..engine.inspected import Inspected, Place


@dataclass(frozen=True, slots=True)
class Found:
    """A finding on one line. Findings that differ in nothing but the line are told once; `{on}` in a message names them."""

    code: str
    place: Place
    message: str
    help: str
    severity: Severity = Severity.ERROR


Rule: TypeAlias = Callable[[Inspected, str], Iterator[Found]]


def builtin(line: str) -> bool:
    """Whether a line has the compiler that 1.10 came with."""
    return LINES[line] is Dialect.BUILTIN
