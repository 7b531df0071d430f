"""The pipeline on one screen: load, lower, check, emit."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Iterator
from dataclasses import dataclass
from pathlib import Path
from typing import TypeAlias

from . import ir
from .checks.duplicate_step import duplicate_step
from .diagnostics import Diagnostic, Findings, printable
from .dialects import LINES, Dialect
from .emit.template import emit
from .load import load, python_files
from .lower.step import lower_step

Check: TypeAlias = Callable[[list[ir.StepOf]], Iterator[Diagnostic]]

CHECKS: tuple[Check, ...] = (duplicate_step,)
"""What is looked for in all lowered steps together, in this order."""


@dataclass(frozen=True, slots=True)
class Compiled:
    """One step and its template in a dialect; `origin` is the file that the template names."""

    step: ir.StepOf
    template: str
    dialect: Dialect
    origin: str

    def on(self, line: str) -> Compiled:
        """The step as `line` executes it."""
        return self.into(LINES[line])

    def into(self, dialect: Dialect) -> Compiled:
        """The step in `dialect`."""
        return self if dialect is self.dialect else compiled(self.step, self.origin, dialect)


def compiled(step: ir.StepOf, origin: str, dialect: Dialect = Dialect.BUILTIN) -> Compiled:
    """`step` with its template."""
    return Compiled(step, emit(step, origin, dialect), dialect, origin)


def lower_all(paths: Iterable[Path], findings: Findings) -> list[ir.StepOf]:
    """The steps in `paths`, files or folders, that can be compiled; what is wrong with the others goes to `findings`.

    Raises `VelasdkError` for a path that does not exist.
    """
    steps = [step for loaded in load(python_files(paths), findings) if (step := lower_step(loaded, findings))]
    for check in CHECKS:
        findings.extend(check(steps))
    return steps


def compile_all(paths: Iterable[Path], findings: Findings, root: Path, dialect: Dialect = Dialect.BUILTIN) -> list[Compiled]:
    """The templates of all steps in `paths`, or nothing when `findings` has an error. `root` is the project's folder."""
    steps = lower_all(paths, findings)
    if findings.has_errors:
        return []
    return [compiled(step, origin(step, root), dialect) for step in sorted(steps, key=lambda step: step.name)]


def origin(step: ir.StepOf, root: Path) -> str:
    """The file of a step as the template names it: relative to the project, the same on every machine."""
    file, folder = step.span.file.resolve(), root.resolve()
    name = file.relative_to(folder).as_posix() if file.is_relative_to(folder) else file.name
    return printable(name)  # it stands in comments
