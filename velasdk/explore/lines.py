"""One step explored on several lines, and their graphs compared: the same events must show the same on all of them."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from concurrent.futures import ThreadPoolExecutor
from dataclasses import dataclass

from ..compiler import Compiled
from ..engine.client import Engine
from . import Edge, Graph, Violation, explore
from .kinds import Kinds
from .moves import Move
from .walk import Broken, Rule


@dataclass(frozen=True, slots=True)
class Explored:
    """What came of one step: a graph for each line, and what breaks a rule on one of them or between two.

    `known` counts transitions that differ between lines as Python says of each: it is the engines that differ there.
    """

    step: Compiled
    kinds: Kinds
    graphs: tuple[Graph, ...]
    violations: tuple[Violation, ...]
    known: int


def explore_lines(
    engines: Mapping[str, Engine],
    compiled: Compiled,
    depth: int | None = None,
    progress: Callable[[Graph, int], None] | None = None,
) -> Explored:
    """Explore `compiled` on the engine of each line, at the same time, with the same kinds of replies."""
    kinds = Kinds(compiled.step)
    with ThreadPoolExecutor(len(engines)) as pool:
        under_way = [
            pool.submit(explore, engine, compiled.on(line), kinds, depth, progress) for line, engine in engines.items()
        ]
        graphs = tuple(each.result() for each in under_way)
    found = [violation for graph in graphs for violation in graph.violations]
    known = 0
    for graph in graphs[:-1]:
        difference, foreseen = unlike(graphs[-1], graph, kinds)
        found += [difference] if difference and not graph.violations and not graphs[-1].violations else []
        known += foreseen
    return Explored(compiled, kinds, graphs, tuple(found), known)


def unlike(first: Graph, other: Graph, kinds: Kinds) -> tuple[Violation | None, int]:
    """The shortest sequence after which two lines show something else; and how many such transitions Python foresees."""
    ways = _ways(first), _ways(other)
    waiting: list[tuple[int, int, tuple[Move, ...]]] = [(given, given, ()) for given in range(len(kinds.parameters))]
    met: set[tuple[int, int]] = set()
    known = 0
    while waiting:
        at, there, path = waiting.pop(0)
        if (at, there) in met:
            continue
        met.add((at, there))
        mine, theirs = ways[0].get(at, {}), ways[1].get(there, {})
        if mine and theirs:  # what can happen is told by Python: the kinds of replies, where the step is executed at all
            known += len(mine.keys() ^ theirs.keys())
        for one, two in ((one, theirs[name]) for name, one in mine.items() if name in theirs):
            moves = (*path, one.move)
            if _shown(one) == _shown(two):
                waiting.append((one.target, two.target, moves))
            elif one.foreseen and two.foreseen:
                known += 1
            else:
                how = f"{other.line} shows {_shown(two)}, {first.line} {_shown(one)}"
                parameters = kinds.parameters[first.nodes[at].given]
                return Violation(other.line, (Broken(Rule.LINES, how),), parameters, moves), known
    return None, known


def _ways(graph: Graph) -> dict[int, dict[str, Edge]]:
    found: dict[int, dict[str, Edge]] = {}
    for edge in graph.edges:
        found.setdefault(edge.source, {})[edge.move.name] = edge
    return found


def _shown(edge: Edge) -> str:
    return " ".join((edge.phase, edge.reason, *edge.requests))
