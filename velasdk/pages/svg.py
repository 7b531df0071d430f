"""A state diagram as SVG, alone in a file or as part of a page, in light and in dark."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from html import escape
from itertools import pairwise
from textwrap import wrap

from ..report.columns import width as columns
from ..show.diagram import Diagram, Kind
from .layout import Line, Point, Size, layout
from .text import visible

LETTER, SMALL = 7.3, 6.7
"""The width of a character at 12 and at 11 pixels, in the widest of the fonts that browsers take for `monospace`."""
ROW = 16.0
MARGIN = 14.0
LONGEST = 130
"""How many characters of a text at an arrow are drawn; the whole of it stands in the tables."""


@dataclass(frozen=True, slots=True)
class Box:
    """One state: its kind (a class in the style sheet), its title and the smaller lines below it.

    With a `link` it leads to that part of the page; `marked` is part of what is wrong.
    """

    kind: str
    title: str
    lines: tuple[str, ...] = ()
    link: str = ""
    marked: bool = False


@dataclass(frozen=True, slots=True)
class Arrow:
    """An arrow between two boxes, by their numbers, and its texts, one a line."""

    source: int
    target: int
    texts: tuple[str, ...]
    marked: bool = False


STYLE = """
.diagram { font: 12px ui-monospace, "DejaVu Sans Mono", Menlo, Consolas, monospace; fill: var(--ink); }
.diagram .box rect { fill: var(--box); stroke: var(--edge); stroke-width: 1.5; }
.diagram .box .title { font-weight: 600; }
.diagram .box .more, .diagram .note text { font-size: 11px; fill: var(--soft); }
.diagram .way { fill: none; stroke: var(--edge); stroke-width: 1.3; }
.diagram .head { fill: var(--edge); }
.diagram .note rect { fill: var(--paper); }
.diagram .running rect, .diagram .waiting rect { stroke: var(--blue); }
.diagram .suspended rect, .diagram .suspending rect, .diagram .retrying rect { stroke: var(--amber); }
.diagram .succeeded rect { stroke: var(--green); }
.diagram .failed rect { stroke: var(--red); }
.diagram .marked rect, .diagram .way.marked { stroke: var(--red); stroke-width: 3; }
.diagram .head.marked { fill: var(--red); }
.diagram a:focus-visible rect { stroke-width: 3.5; }
.diagram a:focus { outline: none; }
"""
"""What the diagram looks like; the page says the colours."""

LIGHT = """--paper: #ffffff; --ink: #1b2430; --soft: #526071; --edge: #7b8794; --box: #f4f6f8;
--blue: #1f66b8; --amber: #96620a; --green: #1a7540; --red: #b3261e;"""
DARK = """--paper: #12171e; --ink: #e4e9ef; --soft: #a3afbd; --edge: #77838f; --box: #1b222b;
--blue: #6cb0f5; --amber: #e0ad4e; --green: #63c98c; --red: #ff8a80;"""


def of_step(diagram: Diagram) -> tuple[list[Box], list[Arrow]]:
    """The boxes and arrows of a step's states."""
    numbers = {spot: number for number, spot in enumerate(diagram.spots)}
    boxes = [Box(spot.kind.value, spot.title, (spot.engine,) if spot.engine != spot.title else ()) for spot in diagram.spots]
    arrows = [
        Arrow(numbers[arrow.source], numbers[arrow.target], () if arrow.source.kind is Kind.START else arrow.texts)
        for arrow in diagram.arrows
    ]
    return boxes, arrows


def alone(boxes: Sequence[Box], arrows: Sequence[Arrow], title: str) -> str:
    """A file of its own, which goes by what the reader's system prefers."""
    style = f".diagram {{ {LIGHT} }}\n@media (prefers-color-scheme: dark) {{ .diagram {{ {DARK} }} }}\n{STYLE}"
    return svg(boxes, arrows, title, f"<style>\n{style}</style>\n") + "\n"


def svg(boxes: Sequence[Box], arrows: Sequence[Arrow], title: str, style: str = "") -> str:
    """The diagram; a page that has it inline brings the style sheet itself."""
    drawn = [arrow for arrow in arrows if arrow.source != arrow.target]
    notes = [_wrapped(arrow.texts) for arrow in drawn]
    lines = [Line(arrow.source, arrow.target, _size(note, SMALL, 6, 4)) for arrow, note in zip(drawn, notes, strict=True)]
    sizes = [_size((box.title, *box.lines), LETTER, 26, 18) for box in boxes]
    found = layout(sizes, lines)
    width, height = found.size[0] + 2 * MARGIN, found.size[1] + 2 * MARGIN
    role = "group" if any(box.link for box in boxes) else "img"  # an image has nothing in it that can be chosen
    parts = [
        f'<svg xmlns="http://www.w3.org/2000/svg" class="diagram" role="{role}" aria-label="{_text(title)}" '
        f'width="{width:.0f}" height="{height:.0f}" viewBox="{-MARGIN:.0f} {-MARGIN:.0f} {width:.0f} {height:.0f}">',
        f"<title>{_text(title)}</title>",
        style,
        f'<rect x="{-MARGIN:.0f}" y="{-MARGIN:.0f}" width="{width:.0f}" height="{height:.0f}" fill="var(--paper)"/>'
        if style
        else "",
    ]
    parts += [_way(way, arrow.marked) for way, arrow in zip(found.ways, drawn, strict=True)]
    parts += [_note(at, line.text, note) for at, line, note in zip(found.texts, lines, notes, strict=True) if note]
    parts += [_box(at, size, box) for at, size, box in zip(found.boxes, found.sizes, boxes, strict=True)]
    return "\n".join(part for part in (*parts, "</svg>") if part)


def _wrapped(texts: Sequence[str]) -> tuple[str, ...]:
    """Texts as lines that are not long, each behind the sign that it begins with."""
    found: list[str] = []
    for text in map(visible, texts):
        first, *rest = wrap(text if len(text) <= LONGEST else f"{text[: LONGEST - 1]}…", 46) or [""]
        found += [f"• {first}" if len(texts) > 1 else first, *(f"  {line}" for line in rest)]
    return tuple(found)


def _size(rows: Sequence[str], letter: float, wide: float, tall: float) -> Size:
    return (max(map(columns, rows)) * letter + wide, len(rows) * ROW + tall) if rows else (0.0, 0.0)


def _way(points: Sequence[Point], marked: bool) -> str:
    """An arrow: curves between the layers, straight through them, and its head."""
    (x, y), (before, _) = points[-1], points[-2]
    on = 1 if x >= before else -1
    stop = (x - 6 * on, y)
    path = f"M{points[0][0]:.1f} {points[0][1]:.1f}"
    for (x0, y0), (x1, y1) in pairwise([*points[:-1], stop]):
        half = (x0 + x1) / 2
        path += f"H{x1:.1f}" if y0 == y1 else f"C{half:.1f} {y0:.1f} {half:.1f} {y1:.1f} {x1:.1f} {y1:.1f}"
    extra = " marked" if marked else ""
    head = f"M{x:.1f} {y:.1f}l{-8 * on} -4.5v9z"
    return f'<path class="way{extra}" d="{path}"/><path class="head{extra}" d="{head}"/>'


def _note(at: Point, size: Size, lines: Sequence[str]) -> str:
    (x, y), (width, height) = at, size
    left, top = x - width / 2, y - height / 2
    rows = "".join(
        f'<text x="{left + 3:.1f}" y="{top + ROW * number + 13:.1f}" xml:space="preserve">{_text(line)}</text>'
        for number, line in enumerate(lines)
    )
    return f'<g class="note"><rect x="{left:.1f}" y="{top:.1f}" width="{width:.1f}" height="{height:.1f}"/>{rows}</g>'


def _box(at: Point, size: Size, box: Box) -> str:
    (x, y), (width, height) = at, size
    left, top = x - width / 2, y - height / 2
    first = y - ROW * (1 + len(box.lines)) / 2 + 12
    rows = [f'<rect x="{left:.1f}" y="{top:.1f}" width="{width:.1f}" height="{height:.1f}" rx="8"/>']
    for number, line in enumerate((box.title, *box.lines)):
        kind = "more" if number else "title"
        rows.append(
            f'<text class="{kind}" x="{x:.1f}" y="{first + ROW * number:.1f}" text-anchor="middle">{_text(line)}</text>'
        )
    group = f'<g class="box {box.kind}{" marked" if box.marked else ""}">{"".join(rows)}</g>'
    return f'<a href="#{box.link}">{group}</a>' if box.link else group


def _text(text: str) -> str:
    return escape(visible(text))
