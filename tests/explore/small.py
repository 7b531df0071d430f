"""The steps of `tests/data/explore`, explored with few kinds of replies so that it takes seconds."""

from __future__ import annotations

import re
from collections.abc import Iterable
from dataclasses import replace
from functools import cache
from pathlib import Path

from velasdk import ir
from velasdk.compiler import Compiled, compile_all
from velasdk.diagnostics import Findings
from velasdk.explore.kinds import Kind, Kinds, Memory

ROOT = Path(__file__).parents[2]
FILE = ROOT / "tests" / "data" / "explore" / "small.py"


@cache
def small() -> dict[str, Compiled]:
    return {one.step.name: one for one in compile_all([FILE], Findings(), ROOT)}


class Few(Kinds):
    """Some of the kinds of replies to a step."""

    def __init__(self, step: ir.StepOf, names: Iterable[str]) -> None:
        super().__init__(step)
        self.chosen = set(names)

    def of(self, given: int, memory: Memory) -> tuple[Kind, ...]:
        return tuple(kind for kind in super().of(given, memory) if kind.name in self.chosen)


@cache
def few(step: str, *names: str) -> Kinds:
    return Few(small()[step].step, names)


def mutant(compiled: Compiled, *changes: tuple[str, str]) -> Compiled:
    """A step with other text in its template."""
    return replace(compiled, template=mutated(compiled.template, changes))


def mutated(template: str, changes: Iterable[tuple[str, str]]) -> str:
    """A template with other text in it."""
    for old, new in changes:
        template, count = re.subn(old, new, template, count=1)
        assert count == 1, f"{old} is not in the template"
    return template
