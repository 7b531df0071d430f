"""The states of a step as the oracle says, and as text, Mermaid and SVG."""

from __future__ import annotations

import itertools
import re
from xml.etree import ElementTree

import pytest

from tests.explore.small import few, small
from tests.lines import LINE
from velasdk.engine.client import Engine
from velasdk.engine.protocol import EventName
from velasdk.explore import explore
from velasdk.pages.layout import Line, layout
from velasdk.pages.svg import Box, alone, of_step, svg
from velasdk.show.diagram import Diagram, Kind, diagram
from velasdk.show.mermaid import mermaid

SHAPES: dict[Kind, tuple[str, ...]] = {
    Kind.WAITING: ("running (Wait)",),
    Kind.RUNNING: ("running (Suspend)",),
    Kind.SUSPENDED: ("suspending (Suspend)",),
    Kind.RETRYING: ("failed (Execute)",),
    Kind.SUCCEEDED: ("succeeded",),
    Kind.FAILED: ("failed (Action)", "failed (Terminate)", "failed (FailedAfterRetries)"),
}
"""What the engine shows in each kind of state."""

ARROWS = {
    "gate": {
        ("running", "suspended at review", 'reply.decision is "pending"'),
        ("running", "waiting", 'reply.decision is "pending", after it was suspended'),
        ("running", "failed", 'reply.decision is "obsolete"'),
        ("suspended at review", "running", "resume"),
        ("suspended at review", "failed", "terminate"),
        ("no connection", "failed", "the 11th failure"),
    },
    "overridden": {("running", "succeeded", "in every other case, once resumed")},
    "timed": {
        ("suspended at pause", "running", "1h have passed; before that a resume does nothing"),
        ("running", "waiting", "in every other case, once 1h have passed"),
    },
    "delayed": {
        ("suspended at delay", "running", "1h have passed; before that a resume does nothing"),
        ("running", "succeeded", 'answer.decision is "pending", once 1h have passed'),
    },
    "submitting": {("running", "waiting", "submit is done and remembered")},
}


def drawn(name: str) -> Diagram:
    return diagram(small()[name].step)


@pytest.mark.parametrize("name", ARROWS)
def test_what_leads_where(name: str) -> None:
    found = {(arrow.source.title, arrow.target.title, text) for arrow in drawn(name).arrows for text in arrow.texts}
    assert ARROWS[name] <= found, sorted(found)


def test_an_override_only_by_a_resume() -> None:
    """A gate that a resume overrides is drawn as one: nothing else leads past it."""
    (first,) = (arrow for arrow in drawn("overridden").arrows if arrow.target.kind is Kind.SUCCEEDED)
    assert first.texts == ('answer.decision == "approved"', "in every other case, once resumed")


def test_the_engine_shows_no_other_states(engine: Engine) -> None:
    """Every transition of an exploration, an operator's suspend apart, is one of the diagram."""
    found = drawn("gate")
    ways = {(arrow.source.kind, arrow.target.kind) for arrow in found.arrows}
    graph = explore(engine, small()["gate"].on(LINE), few("gate", "pending", "approved", "rejected"), 4)
    kinds = {shown: kind for kind, each in SHAPES.items() for shown in each}
    kinds["pending"] = Kind.START
    met: set[Kind] = set()
    for edge in graph.edges:
        before, after = graph.nodes[edge.source], graph.nodes[edge.target]
        names = [f"{node.phase} ({node.reason})" if node.reason else node.phase for node in (before, after)]
        if "suspending (Wait)" in names or edge.move.event.name in (EventName.SUSPEND, EventName.RESTART) or before == after:
            continue
        source, target = (kinds[name] for name in names)
        met |= {source, target}
        by_execution = (Kind.RUNNING, target) in ways and ((source, Kind.RUNNING) in ways or source is Kind.RUNNING)
        assert source is target or (source, target) in ways or by_execution, (names, edge.move.name)
    assert met >= {Kind.START, Kind.WAITING, Kind.SUSPENDED, Kind.RETRYING, Kind.SUCCEEDED, Kind.FAILED}


@pytest.mark.parametrize("name", ARROWS)
def test_mermaid_has_all_of_it(name: str) -> None:
    found = drawn(name)
    lines = mermaid(found).splitlines()
    assert lines[1] == "stateDiagram-v2"
    assert sum(" --> s" in line for line in lines) == len(found.arrows)
    for line in lines[2:]:
        _, _, text = line.partition(": ")
        assert not re.search(r"[:;\"{}|]|#(?!\d+;)", re.sub(r"#\d+;", "", text.replace("<br/>", " "))), line


@pytest.mark.parametrize("name", ARROWS)
def test_svg_stands_alone(name: str) -> None:
    root = ElementTree.fromstring(alone(*of_step(drawn(name)), title=f"<{name}>"))
    texts = "".join(root.itertext())
    assert f"<{name}>" in texts
    assert all(spot.title in texts for spot in drawn(name).spots)
    assert "prefers-color-scheme: dark" in texts
    assert not [each for each in root.iter() if any("href" in key for key in each.attrib)]


def test_a_box_is_as_wide_as_its_text() -> None:
    """A Chinese character is as wide as two letters."""
    first, second = (svg([Box("running", title)], [], "") for title in ("等待审核", "waiting."))
    assert first.replace("等待审核", "waiting.") == second


GRAPHS: dict[str, tuple[list[tuple[float, float]], list[tuple[int, int]]]] = {
    "one": ([(40.0, 20.0)], []),
    "chain": ([(40.0, 20.0)] * 3, [(0, 1), (1, 2)]),
    "circle": ([(40.0, 20.0)] * 3, [(0, 1), (1, 2), (2, 0)]),
    "many": ([(60.0, 30.0)] * 9, [(a, b) for a, b in itertools.permutations(range(9), 2) if (a + 2 * b) % 3]),
    "apart": ([(60.0, 30.0)] * 4, [(0, 1), (2, 3)]),
}


@pytest.mark.parametrize("name", GRAPHS)
def test_nothing_lies_on_anything(name: str) -> None:
    """Boxes and texts do not touch, arrows begin and end at their boxes, and all of it is within the picture."""
    sizes, pairs = GRAPHS[name]
    found = layout(sizes, [Line(source, target, (70.0, 18.0)) for source, target in pairs])
    placed = [*zip(found.boxes, found.sizes, strict=True), *((at, (70.0, 18.0)) for at in found.texts)]
    for ((x, y), (w, h)), ((u, v), (p, q)) in itertools.combinations(placed, 2):
        assert abs(x - u) >= (w + p) / 2 or abs(y - v) >= (h + q) / 2
    for (x, y), (w, h) in placed:
        assert w / 2 - 1e-6 <= x <= found.size[0] - w / 2 + 1e-6
        assert h / 2 - 1e-6 <= y <= found.size[1] - h / 2 + 1e-6
    for way, (source, target) in zip(found.ways, pairs, strict=True):
        for (px, py), box in ((way[0], source), (way[-1], target)):
            (x, y), (w, h) = found.boxes[box], found.sizes[box]
            assert abs(abs(px - x) - w / 2) < 1e-6
            assert abs(py - y) <= h / 2
