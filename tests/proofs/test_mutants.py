"""The checkers are checked: whatever an emitter could get wrong is found by `verify`, by `explore`, or by both.

A file of goldens, `found.yaml`, says by which and on which lines. `make prove` looks for each mutant everywhere and compares;
here each is only looked for where it was found.
"""

from __future__ import annotations

import re
from collections.abc import Mapping
from dataclasses import dataclass, replace
from functools import cache
from pathlib import Path

import pytest
import yaml

from tests.depth import FULL
from tests.engine import cases
from velasdk.agreement import play
from velasdk.compiler import Compiled
from velasdk.dialects import LINES, Dialect
from velasdk.engine.client import Engine
from velasdk.explore import explore
from velasdk.explore.kinds import Kinds
from velasdk.histories import History, histories
from velasdk.verify import kind_of

FOLDER = Path(__file__).parent
COUNT = 400
"""How many histories `verify` would play: here until one differs."""

DEPTH = 4
"""How far `explore` goes: a mutant breaks a rule soon, or not at all."""


@dataclass(frozen=True, slots=True)
class Mutant:
    """A step whose template is changed, in one dialect."""

    name: str
    compiled: Compiled
    harmless: bool = False

    @property
    def lines(self) -> list[str]:
        return [line for line, executed in LINES.items() if executed is self.compiled.dialect]


@cache
def shipped(dialect: Dialect) -> Mapping[str, Compiled]:
    return {one.step.name: one.into(dialect) for one in cases.shipped()}


def mutants() -> list[Mutant]:
    found: list[Mutant] = []
    for given in yaml.safe_load((FOLDER / "mutants.yaml").read_text(encoding="utf-8")):
        for dialect in [Dialect(given["dialect"])] if "dialect" in given else list(Dialect):
            right = shipped(dialect)[given["step"]]
            template = right.template
            for old, new in given["changes"]:
                template, times = re.subn(old, new, template)
                assert times, f"{given['name']}: {old} is not in the {dialect} text of {given['step']}"
            found.append(Mutant(f"{given['name']} ({dialect})", replace(right, template=template), "harmless" in given))
    return found


MUTANTS = mutants()
FOUND: dict[str, dict[str, list[str]]] = yaml.safe_load((FOLDER / "found.yaml").read_text(encoding="utf-8"))


@cache
def kinds(name: str) -> Kinds:
    return Kinds(shipped(Dialect.BUILTIN)[name].step)


@cache
def drawn(name: str) -> tuple[History, ...]:
    return histories(shipped(Dialect.BUILTIN)[name].step, COUNT, per_branch=3).items


def seen(mutant: Mutant, engine: Engine, by: str) -> bool:
    """Whether a checker finds a mutant on the line of an engine."""
    name = mutant.compiled.step.name
    if by == "verify":
        return any(kind_of(play(engine, mutant.compiled, history)) for history in drawn(name))
    return bool(explore(engine, mutant.compiled, kinds(name), DEPTH).violations)


@pytest.mark.parametrize("mutant", MUTANTS, ids=lambda mutant: mutant.name)
def test_a_mutant_is_found(mutant: Mutant, every_line: Mapping[str, Engine]) -> None:
    told = FOUND[mutant.name]
    assert any(told.values()) is not mutant.harmless, f"nothing finds: {mutant.name}"
    if FULL:
        assert told == everything(mutant, every_line)
    elif not mutant.harmless:
        by, line = next((by, lines[-1]) for by, lines in told.items() if lines)
        assert seen(mutant, every_line[line], by), f"{by} on {line} does not find any more: {mutant.name}"


def test_the_goldens_are_of_these_mutants() -> None:
    assert list(FOUND) == [mutant.name for mutant in MUTANTS]


def everything(mutant: Mutant, every_line: Mapping[str, Engine]) -> dict[str, list[str]]:
    """Who finds it, on which lines: `verify` is asked on all of its dialect, `explore` on the newest."""
    asked = {"verify": mutant.lines, "explore": mutant.lines[-1:]}
    return {by: [line for line in lines if seen(mutant, every_line[line], by)] for by, lines in asked.items()}


def test_right_templates_are_not_found(every_line: Mapping[str, Engine]) -> None:
    for line, engine in every_line.items():
        for name, right in shipped(LINES[line]).items():
            if FULL or name == "custom-ws":
                played = drawn(name)[:: 1 if FULL else 40]
                assert not any(kind_of(play(engine, right, history)) for history in played), f"{name} on {line}"
