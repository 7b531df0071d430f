"""The pipeline on one screen: load, lower, check, emit."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Iterator
from dataclasses import dataclass
from pathlib import Path
from typing import TypeAlias

from . import ir
from .checks import (
    decided_status,
    empty_message,
    keyless_request,
    long_timeout,
    lost_override,
    polled_request,
    published_secret,
    remembered_secret,
    secret_in_address,
    secret_in_message,
    secret_in_output,
    secret_in_request,
    secret_parameter,
    shared_message,
    similar_labels,
    undeclared_output,
    unending_suspend,
    unending_wait,
    unfailing_step,
    unimportable_file,
    unreachable_member,
    unrecorded_id,
    unsuccessful_step,
    unused_parameter,
    written_credential,
)
from .checks.duplicate_step import duplicate_step
from .checks.rule import Rule
from .diagnostics import Diagnostic, Findings, Severity, printable
from .dialects import LINES, Dialect
from .emit.template import emit
from .ignoring import ignoring
from .load import load, python_files
from .lower.step import lower_step

Check: TypeAlias = Callable[[ir.StepOf], Iterator[Diagnostic]]

CHECKS: tuple[tuple[Rule, Check], ...] = (
    (keyless_request.RULE, keyless_request.keyless_request),
    (polled_request.RULE, polled_request.polled_request),
    (unending_wait.RULE, unending_wait.unending_wait),
    (unending_suspend.RULE, unending_suspend.unending_suspend),
    (unrecorded_id.RULE, unrecorded_id.unrecorded_id),
    (lost_override.RULE, lost_override.lost_override),
    (similar_labels.RULE, similar_labels.similar_labels),
    (unreachable_member.RULE, unreachable_member.unreachable_member),
    (unsuccessful_step.RULE, unsuccessful_step.unsuccessful_step),
    (unfailing_step.RULE, unfailing_step.unfailing_step),
    (empty_message.RULE, empty_message.empty_message),
    (shared_message.RULE, shared_message.shared_message),
    (unused_parameter.RULE, unused_parameter.unused_parameter),
    (undeclared_output.RULE, undeclared_output.undeclared_output),
    (decided_status.RULE, decided_status.decided_status),
    (secret_in_message.RULE, secret_in_message.secret_in_message),
    (secret_in_output.RULE, secret_in_output.secret_in_output),
    (secret_in_request.RULE, secret_in_request.secret_in_request),
    (secret_in_address.RULE, secret_in_address.secret_in_address),
    (remembered_secret.RULE, remembered_secret.remembered_secret),
    (secret_parameter.RULE, secret_parameter.secret_parameter),
    (published_secret.RULE, published_secret.published_secret),
    (written_credential.RULE, written_credential.written_credential),
    (long_timeout.RULE, long_timeout.long_timeout),
    (unimportable_file.RULE, unimportable_file.unimportable_file),
)
"""What is looked for in each lowered step, by rule."""

TOGETHER: tuple[Callable[[list[ir.StepOf]], Iterator[Diagnostic]], ...] = (duplicate_step,)
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
    files = python_files(paths)
    steps = [step for loaded in load(files, findings) if (step := lower_step(loaded, findings))]
    for together in TOGETHER:
        findings.extend(together(steps))
    found = [(step, diagnostic) for step in steps for _, check in CHECKS for diagnostic in check(step)]
    can_be_ignored = {rule.code for rule, _ in CHECKS if rule.severity is Severity.WARNING}
    findings.extend(ignoring(found, files, can_be_ignored, complete=not findings.has_errors))
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
