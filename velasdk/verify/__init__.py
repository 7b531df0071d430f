"""Plays generated histories of a step on every line, and says where an engine does something else than its Python.

The histories are drawn once and are the same for every line. What comes of them is counted, and nothing is kept; of those
that differ the first of each kind is shrunk.
"""

from __future__ import annotations

import time
from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass, replace
from functools import partial
from pathlib import Path
from typing import Any, TypeAlias

from ..agreement import Difference, Played, compare, play
from ..compiler import Compiled, compile_all
from ..diagnostics import Findings, VelasdkError
from ..engine.build import find
from ..engine.client import Engine, EngineError
from ..engine.pool import shared
from ..engine.protocol import Event
from ..execution import Configs
from ..histories import History, histories
from ..histories.prediction import EXECUTIONS
from ..histories.reachable import Ending
from ..oracle import Trouble
from .shrink import shrunk

COUNT = 1000
"""How many histories of each step are played on each line."""

RUNS = 400
"""How many runs of an engine the shrinking of one difference may take."""

TOLD = 5
"""How many kinds of difference are shrunk for each step and line; the histories of the others are counted."""


@dataclass(frozen=True, slots=True)
class Tally:
    """What was played of one step on one line, and how many of the histories differ."""

    line: str
    histories: int
    executions: int
    seconds: float
    differ: int


@dataclass(frozen=True, slots=True)
class Found:
    """One kind of difference: the number of the first history that shows it, counted from 0, and the smallest one found.

    `lines` are those that differ in the same way in that smallest history.
    """

    lines: tuple[str, ...]
    number: int
    history: History
    differences: tuple[Difference, ...]


@dataclass(frozen=True, slots=True)
class Verdict:
    """What came of one step. With the same `count` and `seed` the same histories are drawn."""

    step: Compiled
    count: int
    seed: int
    tallies: tuple[Tally, ...]
    endings: Mapping[Ending, int]
    branches: Mapping[str, int]
    found: tuple[Found, ...]

    @property
    def agrees(self) -> bool:
        """Whether no history differs on any line."""
        return not any(tally.differ for tally in self.tallies)

    @property
    def unreached(self) -> tuple[str, ...]:
        """Ways through the step that no history takes."""
        return tuple(name for name, count in self.branches.items() if not count)


Progress: TypeAlias = Callable[[str, int], None]
"""Told what is being done, and for how many histories it is done."""


def verify(
    engines: Mapping[str, Sequence[Engine]],
    compiled: Compiled,
    count: int = COUNT,
    seed: int = 0,
    *,
    progress: Progress = lambda what, done: None,
    runs: int = RUNS,
) -> Verdict:
    """Play `count` histories of `compiled` on each line of `engines`; each of its engines takes the next one when it is free.

    `runs` bounds the shrinking of one difference. Raises `EngineError` when an engine does not do its work.
    """
    progress("drawing", 0)
    drawn = histories(compiled.step, count, seed, per_branch=max(1, min(10, count // 50)))
    tallies: list[Tally] = []
    found: list[Found] = []
    for line, several in engines.items():
        step, start = compiled.on(line), time.monotonic()
        kinds, differ = _kinds(several, step, drawn.items, partial(progress, line), f"of line {line}, seed {seed}")
        executions = sum(event.name in EXECUTIONS for history in drawn.items for event in history.events)
        tallies.append(Tally(line, len(drawn.items), executions, time.monotonic() - start, differ))
        for kind, number in list(kinds.items())[:TOLD]:
            progress(f"{line}, shrinking", count)
            found.append(_smallest(several[0], step, line, number, drawn.items[number], kind, runs))
    return Verdict(compiled, count, seed, tuple(tallies), drawn.endings, drawn.branches, tuple(_merged(found)))


Kind: TypeAlias = tuple[str, str, str]
"""What the first difference of a history is about, the change of state if it is one, and what Python came to there."""


def kind_of(played: Played) -> Kind | None:
    """The kind of the first difference; None where there is none, or where nothing is predicted."""
    if not played.differences or any(one.wedged for one in played.predicted):
        return None
    first = played.differences[0]
    seen = played.predicted[first.event]
    came_to = seen.branch or (seen.outcome.value if isinstance(seen.outcome, Trouble) else "")
    states = f"{first.python} {first.engine}" if first.what in ("phase", "reason", "finished") else ""
    return first.what, states, came_to


def _kinds(
    engines: Sequence[Engine], step: Compiled, items: Sequence[History], progress: Callable[[int], None], where: str
) -> tuple[dict[Kind, int], int]:
    """The first history, by its number, of each kind of difference, and how many histories differ."""

    def one(number: int, engine: Engine) -> Kind | None:
        try:
            return kind_of(play(engine, step, items[number]))
        except EngineError as error:
            raise EngineError(f"history {number} of `{step.step.name}` {where}: {error}") from error

    kinds: dict[Kind, int] = {}
    differ = 0
    progress(0)
    for number, kind in enumerate(shared(engines, one, range(len(items)))):
        if kind is not None:
            kinds.setdefault(kind, number)
            differ += 1
        progress(number + 1)
    return kinds, differ


def _smallest(engine: Engine, step: Compiled, line: str, number: int, history: History, kind: Kind, runs: int) -> Found:
    """The smallest history found that differs as this one does."""
    first = play(engine, step, history).differences[0]
    cut = replace(history, events=history.events[: first.event + 1], notes=())
    smallest = shrunk(cut, lambda tried: kind_of(play(engine, step, tried)) == kind, runs)
    return Found((line,), number, smallest, play(engine, step, smallest).differences)


def _merged(found: Sequence[Found]) -> list[Found]:
    """The same smallest history with the same differences on several lines is told once."""
    merged: list[Found] = []
    for one in found:
        for at, other in enumerate(merged):
            if one.history == other.history and one.differences == other.differences:
                lines = tuple(dict.fromkeys((*other.lines, *one.lines)))
                merged[at] = Found(lines, min(one.number, other.number), other.history, other.differences)
                break
        else:
            merged.append(one)
    return merged


def disagreements(
    file: str | Path,
    name: str,
    line: str,
    parameters: Mapping[str, Any],
    events: Sequence[Event],
    *,
    grouped: bool = False,
    application: bool = False,
    configs: Configs | None = None,
) -> list[str]:
    """Where the engine of `line` and the Python of a step differ in a run, event by event: a test asserts that it is nowhere.

    The step called `name` is compiled from `file`; it may stand in a group, and the run be that of an Application. The
    `configs` of its connections, by namespace and name, are the example's unless they are given. Raises
    `VelasdkError` when it cannot be compiled, or the engine is not built.
    """
    found = step_in(file, name)
    binary = find(line)
    with Engine(binary) as engine:
        history = History(dict(parameters), tuple(events), (), grouped, application, configs or {})
        return [str(one) for one in compare(engine, found.on(line), history)]


def step_in(file: str | Path, name: str) -> Compiled:
    """The step called `name` in `file`. Raises `VelasdkError` when there is none that compiles."""
    findings = Findings()
    steps = compile_all([Path(file)], findings, Path(file).parent)
    found = next((compiled for compiled in steps if compiled.step.name == name), None)
    if found is None:
        told = "".join(f"\n{one.span}: {one.code} {one.message}" for one in findings.sorted())
        raise VelasdkError(f"{file} has no step `{name}` that compiles{told}")
    return found
