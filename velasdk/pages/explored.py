"""State graphs as a page: for each step what breaks a rule, and the graph of each line, grouped and state by state."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from typing import Any

from markupsafe import Markup

from ..engine.protocol import EventName
from ..explore import Graph, Node, Violation
from ..explore.lines import Explored
from ..explore.mermaid import Shown, shown_event, shown_of
from ..explore.walk import RULES, Rule
from ..report.explored import remarks, script, test, what_is_broken
from .render import data, page
from .svg import Arrow, Box, svg

LISTED = 2
"""How many events are written at an arrow; all of them are in the table."""


@dataclass(frozen=True, slots=True)
class Leads:
    """All transitions from one group of states to another: their events, and how many there are."""

    target: int
    events: tuple[str, ...]
    number: int
    marked: bool


@dataclass(frozen=True, slots=True)
class Group:
    """The states that look alike: phase, reason and the labels that were suspended on."""

    name: str
    shown: Shown
    states: tuple[int, ...]
    final: bool
    leads: tuple[Leads, ...]
    marked: bool


@dataclass(frozen=True, slots=True)
class Drawn:
    """The graph of one line; `like` is the line whose graph is the same, and then nothing is drawn."""

    graph: Graph
    like: str = ""
    groups: tuple[Group, ...] = ()
    figure: Markup = Markup()
    data: Markup = Markup()


@dataclass(frozen=True, slots=True)
class Told:
    """One violation: its sequence, and it as a script and as a test."""

    violation: Violation
    said: str
    script: str
    test: str


@dataclass(frozen=True, slots=True)
class Part:
    """What the page shows of one step."""

    explored: Explored
    name: str
    remarks: tuple[str, ...]
    told: tuple[Told, ...]
    drawn: tuple[Drawn, ...]


def explored_page(found: Sequence[Explored]) -> str:
    """The page of all steps that were explored."""
    one = found[0].step.step.name if len(found) == 1 else f"{len(found)} steps"
    broken = [each.step.step.name for each in found if each.violations]
    parts = [_part(each, number) for number, each in enumerate(found, 1)]
    return page("explore.html.j2", f"{one}: every order of events", parts=parts, broken=broken, rules=RULES, Rule=Rule)


def _part(explored: Explored, number: int) -> Part:
    told = tuple(
        Told(violation, what_is_broken(violation), script(violation), test(explored, violation))
        for violation in explored.violations
    )
    drawn: list[Drawn] = []
    for graph in reversed(explored.graphs):
        like = next((each.graph.line for each in drawn if not each.like and _same(each.graph, graph)), "")
        violations = [one for one in explored.violations if one.line == graph.line]
        drawn.append(Drawn(graph, like) if like and not violations else _drawn(explored, graph, violations, number))
    return Part(explored, explored.step.step.name, tuple(remarks(explored)), told, tuple(drawn))


def _same(one: Graph, other: Graph) -> bool:
    """Whether two lines show the same: the same states, and the same transitions between them."""
    return one.nodes == other.nodes and one.edges == other.edges


def _drawn(explored: Explored, graph: Graph, violations: Sequence[Violation], number: int) -> Drawn:
    numbers: dict[Shown, int] = {}
    for node in graph.nodes:
        numbers.setdefault(shown_of(node), len(numbers))
    of = [numbers[shown_of(node)] for node in graph.nodes]
    on_way = {edge for violation in violations for edge in way(explored, graph, violation)}
    states: list[list[int]] = [[] for _ in numbers]
    for at, group in enumerate(of):
        states[group].append(at)
    prefix = f"s{number}-{graph.line.replace('.', '-')}"
    marked = {of[graph.edges[edge].source] for edge in on_way} | {of[graph.edges[edge].target] for edge in on_way}
    leads = _leads(graph, of, on_way)
    groups = tuple(
        Group(
            f"{prefix}-g{at}",
            shown,
            tuple(states[at]),
            any(graph.nodes[node].finished for node in states[at]),
            tuple(leads.get(at, ())),
            at in marked,
        )
        for shown, at in numbers.items()
    )
    boxes = [_box(group) for group in groups]
    arrows = [
        Arrow(at, each.target, _listed(each.events), each.marked)
        for at, group in enumerate(groups)
        for each in group.leads
        if each.target != at and each.events
    ]
    title = f"The states of {graph.step} on KubeVela {graph.line}"
    return Drawn(graph, "", groups, Markup(svg(boxes, arrows, title)), data(_data(graph, of, on_way)))


def _box(group: Group) -> Box:
    phase, reason, labels = group.shown
    lines = (*([f"({reason})"] if reason else []), *labels, f"{len(group.states)} state{'' if len(group.states) == 1 else 's'}")
    return Box(phase, phase, lines, group.name, group.marked)


def _listed(events: Sequence[str]) -> tuple[str, ...]:
    more = len(events) - LISTED
    return (*events[:LISTED], f"and {more} more") if more > 0 else tuple(events)


def _leads(graph: Graph, of: Sequence[int], on_way: set[int]) -> dict[int, list[Leads]]:
    """What leads out of each group. Restarts are counted and not drawn: they all lead to the start."""
    events: dict[tuple[int, int], dict[str, None]] = {}
    counted: dict[tuple[int, int], int] = {}
    marked: set[tuple[int, int]] = set()
    for at, edge in enumerate(graph.edges):
        pair = of[edge.source], of[edge.target]
        named = events.setdefault(pair, {})
        counted[pair] = counted.get(pair, 0) + 1
        if at in on_way:
            marked.add(pair)
        if edge.move.event.name is not EventName.RESTART:
            named.setdefault(shown_event(edge.move.name))
    found: dict[int, list[Leads]] = {}
    for (source, target), named in events.items():
        one = Leads(target, tuple(named), counted[source, target], (source, target) in marked)
        found.setdefault(source, []).append(one)
    return found


def way(explored: Explored, graph: Graph, violation: Violation) -> Iterator[int]:
    """The numbers of the transitions of a violation, from the start on, as far as the graph has them."""
    given = next((at for at, each in enumerate(explored.kinds.parameters) if each == violation.parameters), 0)
    at = next((number for number, node in enumerate(graph.nodes) if node.parent is None and node.given == given), 0)
    for move in violation.moves:
        found = next((n for n, edge in enumerate(graph.edges) if edge.source == at and edge.move.name == move.name), None)
        if found is None:
            return
        yield found
        at = graph.edges[found].target


def _data(graph: Graph, of: Sequence[int], on_way: set[int]) -> dict[str, Any]:
    """All states and transitions for the page's script, each text once."""
    texts: dict[str, int] = {}

    def text(value: str) -> int:
        return texts.setdefault(value, len(texts))

    nodes = [[of[at], node.depth, node.given, node.failures, _flags(node)] for at, node in enumerate(graph.nodes)]
    edges = [
        [
            edge.source,
            text(edge.move.name),
            edge.target,
            text(f"{edge.phase} ({edge.reason})" if edge.reason else edge.phase),
            text("\n".join(edge.requests)),
            int(not edge.foreseen) + 2 * (at in on_way),
        ]
        for at, edge in enumerate(graph.edges)
    ]
    return {"texts": list(texts), "nodes": nodes, "edges": edges}


def _flags(node: Node) -> int:
    return int(node.finished) + 2 * int(not node.followed)
