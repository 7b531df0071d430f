"""Random programs: each one compiles or is refused with a diagnostic, and the engines do what its Python says."""

from __future__ import annotations

from collections import Counter
from random import Random

import pytest

from tests.depth import FULL
from tests.language.harness import attempt
from velasdk.agreement import play
from velasdk.compiler import Compiled
from velasdk.engine.client import Engine
from velasdk.histories import Drawer, History

from .statements import program

PROGRAMS = 400 if FULL else 20
"""How many programs are written."""

PLAYED = 120 if FULL else 3
"""How many of those that compile are played on every line."""

HISTORIES = 6
"""How many histories of each are played."""

WORDS = ("once(", "match ", ".json(Job)", "Suspend(", "outputs=", " for ", " // ", " or ", "[-1]", "is not None", "sum(")
"""What a good part of the programs should have in them."""

LONGEST = 40_000
"""Longer templates are not played: they take seconds each."""


@pytest.fixture(scope="module")
def programs() -> list[tuple[int, list[Compiled], list[str]]]:
    """Each program by its seed, its step if it compiles, and the codes of its diagnostics."""
    found: list[tuple[int, list[Compiled], list[str]]] = []
    for seed in range(PROGRAMS):
        steps, findings = attempt(program(seed))
        found.append((seed, steps, [one.code for one in findings]))
    return found


def test_a_program_depends_on_its_seed_alone() -> None:
    assert program(3) == program(3) != program(4)


def test_most_programs_compile(programs: list[tuple[int, list[Compiled], list[str]]]) -> None:
    refused = [(seed, codes) for seed, steps, codes in programs if not steps]
    assert all(codes for _, codes in refused)
    assert len(refused) <= PROGRAMS // 3, Counter(code for _, codes in refused for code in codes)


def test_programs_have_everything_in_them() -> None:
    texts = [program(seed) for seed in range(200)]
    for word in WORDS:
        assert sum(word in text.partition("async def")[2] for text in texts) >= 5, word


def test_engines_do_what_random_programs_say(
    every_line: dict[str, Engine], programs: list[tuple[int, list[Compiled], list[str]]]
) -> None:
    fitting = [(seed, step) for seed, steps, _ in programs for step in steps if len(step.template) <= LONGEST]
    assert len(fitting) >= PLAYED
    for seed, step in fitting[:PLAYED]:
        drawer = Drawer(step.step, Random(seed))
        histories = [drawer.drawn()[0] for _ in range(HISTORIES)]
        for line, engine in every_line.items():
            told = differing(engine, step.on(line), histories)
            assert not told, f"line {line}, seed {seed}: {told}\n{program(seed)}"


def differing(engine: Engine, step: Compiled, histories: list[History]) -> str:
    """What the engine refuses of the template, or where it differs; nothing if all is well."""
    vetted = engine.vet(step.template)
    if vetted.errors or vetted.schema_error:
        return f"{vetted.errors} {vetted.schema_error}"
    for history in histories:
        played = play(engine, step, history)
        if played.differences and not any(one.wedged for one in played.predicted):
            return f"{[str(one) for one in played.differences]} {history}"
    return ""
