"""The graph of a step as a Mermaid state diagram that a person can read."""

from __future__ import annotations

from collections.abc import Iterator
from typing import TypeAlias

from ..engine.protocol import EventName
from . import Graph, Node

Shown: TypeAlias = tuple[str, str, tuple[str, ...]]
"""What a state is in the diagram: phase, reason and the labels it has suspended on."""

LISTED = 4
"""How many events are listed at an arrow."""


def diagram(graph: Graph) -> str:
    """States with the same phase, reason and labels are one; events that change nothing, and restarts, are left out."""
    return "\n".join(_lines(graph)) + "\n"


def _lines(graph: Graph) -> Iterator[str]:
    numbers: dict[Shown, int] = {}
    for node in graph.nodes:
        numbers.setdefault(shown_of(node), len(numbers))
    arrows: dict[tuple[int, int], list[str]] = {}
    for edge in graph.edges:
        pair = numbers[shown_of(graph.nodes[edge.source])], numbers[shown_of(graph.nodes[edge.target])]
        if pair[0] != pair[1] and edge.move.event.name is not EventName.RESTART:
            events = arrows.setdefault(pair, [])
            if (text := shown_event(edge.move.name)) not in events:
                events.append(text)
    yield f"%% {graph.step} on KubeVela {graph.line}"
    yield "stateDiagram-v2"
    for (phase, reason, labels), number in numbers.items():
        yield f"    s{number}: {' '.join((phase, *([f'({reason})'] if reason else []), *labels))}"
    yield "    [*] --> s0"
    for (source, target), events in arrows.items():
        more = [f"and {len(events) - LISTED} more"] if len(events) > LISTED else []
        yield f"    s{source} --> s{target}: {'<br/>'.join((*events[:LISTED], *more))}"
    ended = {numbers[shown_of(node)] for node in graph.nodes if node.finished}
    yield from (f"    s{number} --> [*]" for number in sorted(ended))


def shown_of(node: Node) -> Shown:
    """What is seen of a state."""
    return node.phase, node.reason, node.labels


def shown_event(name: str) -> str:
    """An event as it stands at an arrow, where a colon would end the text; of an execution the kind of the replies."""
    return name.removeprefix("reconcile: ").replace(": ", " ").replace(":", "")
