"""Explores every order of events on a real engine: breadth first, each state once, each transition checked.

The state of a run is a value (`Snapshot`) that is kept here and handed to the engine with every event. An engine that dies
loses nothing: the event is sent again to the next one.
"""

from __future__ import annotations

import time
from collections.abc import Callable, Mapping
from dataclasses import dataclass, field, replace
from typing import Any

from ..agreement import spec
from ..compiler import Compiled
from ..engine.client import Engine
from ..engine.protocol import Event, Record, RunSpec, Snapshot
from .kinds import Kinds
from .moves import Move, moves
from .states import Key, key_of
from .walk import CONTEXT, Broken, Position, Rule, Taken, Walk, replayed

FAILURES = 2
"""A state with more failed executions is not gone on from: their number matters at the eleventh alone, which is tested."""

BEYOND = 2
"""How many events beyond the first violation are looked at: other rules may be broken by one more."""


@dataclass(frozen=True, slots=True)
class Node:
    """One state: what is seen of it, and how many events lead to it. `given` are the parameters, by number."""

    given: int
    depth: int
    phase: str
    reason: str
    labels: tuple[str, ...]
    failures: int
    finished: bool
    parent: tuple[int, Move] | None
    followed: bool = True


@dataclass(frozen=True, slots=True)
class Edge:
    """One transition: from state to state by an event, and what is seen of it.

    `requests` have no ids in them; `foreseen` says that Python says the same of this line.
    """

    source: int
    move: Move
    target: int
    phase: str
    reason: str
    requests: tuple[str, ...]
    foreseen: bool = True


@dataclass(frozen=True, slots=True)
class Violation:
    """The shortest sequence of events that breaks a rule on a line, and what the last of them broke.

    `confirmed` tells that it was seen again in one run from the start, without a state in between that was kept.
    """

    line: str
    broken: tuple[Broken, ...]
    parameters: Mapping[str, Any]
    moves: tuple[Move, ...]
    confirmed: bool = True

    @property
    def events(self) -> tuple[Event, ...]:
        """What to play."""
        return tuple(move.event for move in self.moves)


@dataclass(slots=True)
class Graph:
    """What an exploration found. `complete`: no state within `FAILURES` failures was left out because it is too deep.

    `wedged` counts the transitions into the engine's own dead end, behind which nothing is predicted.
    """

    step: str
    line: str
    nodes: list[Node] = field(default_factory=list[Node])
    edges: list[Edge] = field(default_factory=list[Edge])
    violations: list[Violation] = field(default_factory=list[Violation])
    missing: tuple[str, ...] = ()
    complete: bool = True
    wedged: int = 0
    seconds: float = 0.0

    @property
    def depth(self) -> int:
        """The length of the longest of all shortest ways to a state."""
        return max((node.depth for node in self.nodes), default=0)

    def path(self, node: int) -> tuple[Move, ...]:
        """The shortest way to a state."""
        found: list[Move] = []
        while (parent := self.nodes[node].parent) is not None:
            node, move = parent
            found.append(move)
        return tuple(reversed(found))


Progress = Callable[[Graph, int], None]
"""Told now and then: what is found so far, and how many states still wait."""


def explore(
    engine: Engine,
    compiled: Compiled,
    kinds: Kinds | None = None,
    depth: int | None = None,
    progress: Progress | None = None,
) -> Graph:
    """Every state that `compiled` can come to within `depth` events, all of them with None; `engine` is of its line.

    Raises `EngineError` when the engine cannot be made to answer.
    """
    exploration = _Exploration(engine, compiled, kinds or Kinds(compiled.step), Graph(compiled.step.name, engine.line))
    return exploration.run(depth, progress or (lambda graph, waiting: None))


class _Exploration:
    """One exploration under way."""

    def __init__(self, engine: Engine, compiled: Compiled, kinds: Kinds, graph: Graph) -> None:
        self.engine, self.compiled, self.kinds, self.graph = engine, compiled, kinds, graph
        self.walks = [Walk(compiled.step, given, graph.line) for given in kinds.parameters]
        self.specs = [spec(compiled, given, (), CONTEXT) for given in kinds.parameters]
        self.known: dict[tuple[int, Key], int] = {}
        self.waiting: list[tuple[int, Position, Snapshot | None]] = []
        graph.missing = kinds.missing

    def run(self, depth: int | None, progress: Progress) -> Graph:
        graph, started = self.graph, time.perf_counter()
        for given in range(len(self.specs)):
            self._reached(given, self.walks[given].start, None, None)
        while self.waiting:
            found, self.waiting = self.waiting, []
            level = graph.nodes[found[0][0]].depth
            if level == depth:
                graph.complete = False
                break
            if graph.violations and level >= len(graph.violations[0].moves) + BEYOND:
                graph.complete = False
                break
            for at, (node, position, snapshot) in enumerate(found):
                self._expand(node, position, snapshot)
                graph.seconds = time.perf_counter() - started
                progress(graph, len(found) - at - 1 + len(self.waiting))
        return graph

    def _expand(self, node: int, position: Position, snapshot: Snapshot | None) -> None:
        """Everything that can happen in a state."""
        given = self.graph.nodes[node].given
        for move in moves(self.kinds, given, position):
            record, after = self._played(replace(self.specs[given], events=[move.event], state=snapshot))
            taken = self.walks[given].take(position, move.event, record)
            if taken.wedged:
                self.graph.wedged += 1
                continue
            target = self._reached(given, taken.position, after, (node, move))
            foreseen = all(one.rule is not Rule.PYTHON for one in taken.broken)
            self.graph.edges.append(Edge(node, move, target, *taken.shown, taken.requests, foreseen))
            self._note(node, move, taken)

    def _reached(self, given: int, position: Position, snapshot: Snapshot | None, parent: tuple[int, Move] | None) -> int:
        """The number of a state; a new one waits to be expanded."""
        key = given, key_of(position)
        if key not in self.known:
            self.known[key] = len(self.graph.nodes)
            depth = self.graph.nodes[parent[0]].depth + 1 if parent else 0
            state = position.state
            followed = state.failures <= FAILURES
            node = Node(
                given,
                depth,
                state.phase.value,
                state.reason.value,
                tuple(sorted(state.labels)),
                state.failures,
                state.finished,
                parent,
                followed,
            )
            self.graph.nodes.append(node)
            if followed:
                self.waiting.append((self.known[key], position, snapshot))
        return self.known[key]

    def _note(self, node: int, move: Move, taken: Taken) -> None:
        """Keep the first violation of each rule: no shorter one follows."""
        noted = {one.rule for violation in self.graph.violations for one in violation.broken}
        if {one.rule for one in taken.broken} - noted:
            parameters, path = self.kinds.parameters[self.graph.nodes[node].given], (*self.graph.path(node), move)
            again = replayed(self.engine, self.compiled, parameters, [each.event for each in path])
            rules = {one.rule for at, one in again if at == len(path) - 1}
            confirmed = {one.rule for one in taken.broken} <= rules
            self.graph.violations.append(Violation(self.graph.line, taken.broken, parameters, path, confirmed))

    def _played(self, run: RunSpec) -> tuple[Record, Snapshot]:
        """One event on the engine."""
        (record,), after = self.engine.run_on(run)
        return record, after
