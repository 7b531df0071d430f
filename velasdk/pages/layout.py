"""Where the boxes and arrows of a state diagram go: in layers from left to right, the texts of arrows as boxes too.

The usual four steps (Sugiyama, Tagawa and Toda 1981): arrows that lead back are turned round, boxes are put into layers,
each layer is ordered so that few arrows cross, and then moved so that arrows are straight. As the text of an arrow takes
part in all this as a box, no text lies on another one. All is reckoned from above to below, and turned at the end: texts
are wide and low, so that layers side by side take less room.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass, replace
from itertools import pairwise
from statistics import fmean
from typing import TypeAlias

Size: TypeAlias = tuple[float, float]
Point: TypeAlias = tuple[float, float]

APART = 18.0
"""The least distance between two boxes of a layer, in pixels."""
THIN = 9.0
"""That between two arrows, or their texts."""
BETWEEN = 34.0
"""What is left between two layers."""
PORT = 11.0
"""The room that an arrow takes where it begins or ends."""
SWEEPS = 16


@dataclass(frozen=True, slots=True)
class Line:
    """An arrow between two boxes, by their numbers, and the size of its text; no box is its own neighbour."""

    source: int
    target: int
    text: Size


@dataclass(frozen=True, slots=True)
class Layout:
    """The centres of the boxes, those of the texts, the points that each arrow goes through from end to end, and the size.

    `sizes` are those of the boxes, high enough for their arrows.
    """

    boxes: tuple[Point, ...]
    sizes: tuple[Size, ...]
    texts: tuple[Point, ...]
    ways: tuple[tuple[Point, ...], ...]
    size: Size


def layout(sizes: Sequence[Size], lines: Sequence[Line]) -> Layout:
    """Where everything goes; the first box is at the left."""
    return _Drawing(sizes, lines).layout()


class _Drawing:
    """A layout under way. Items are the boxes, then what stands in for an arrow in each layer that it crosses."""

    def __init__(self, sizes: Sequence[Size], lines: Sequence[Line]) -> None:
        self.lines = [replace(line, text=_turned(line.text)) for line in lines]
        self.widths = [height for _, height in sizes]
        self.heights = [width for width, _ in sizes]
        self.boxes = len(sizes)
        back = _back(self.boxes, lines)
        self.turned = [(line.source, line.target) in back for line in lines]
        self.layer = self._layers()
        self.chains = [self._chain(at) for at in range(len(lines))]
        self.above: list[list[int]] = [[] for _ in self.layer]
        self.below: list[list[int]] = [[] for _ in self.layer]
        for chain in self.chains:
            for one, other in pairwise(chain):
                self.below[one].append(other)
                self.above[other].append(one)
        for box in range(self.boxes):
            self.widths[box] = max(self.widths[box], PORT * (1 + max(len(self.above[box]), len(self.below[box]))))
        self.order = self._ordered()
        self.x = self._placed()

    def _ends(self, at: int) -> tuple[int, int]:
        """The upper and the lower box of an arrow."""
        line = self.lines[at]
        return (line.target, line.source) if self.turned[at] else (line.source, line.target)

    def _layers(self) -> list[int]:
        """The layer of each box: two below the lowest one that leads to it, as a text stands between."""
        layer = [0] * self.boxes
        ends = [self._ends(at) for at in range(len(self.lines))]
        for _ in range(self.boxes):
            moved = False
            for upper, lower in ends:
                if layer[lower] < layer[upper] + 2:
                    layer[lower], moved = layer[upper] + 2, True
            if not moved:
                break
        return layer

    def _chain(self, at: int) -> list[int]:
        """The items of an arrow from above to below, its two boxes included; its text is the first between them."""
        upper, lower = self._ends(at)
        chain = [upper]
        for layer in range(self.layer[upper] + 1, self.layer[lower]):
            width, height = self.lines[at].text if layer == self._of_text(at) else (0.0, 0.0)
            chain.append(len(self.layer))
            self.layer.append(layer)
            self.widths.append(width)
            self.heights.append(height)
        return [*chain, lower]

    def _of_text(self, at: int) -> int:
        """The layer of the text: just behind where the arrow begins."""
        upper, lower = self._ends(at)
        return self.layer[lower] - 1 if self.turned[at] else self.layer[upper] + 1

    def _ordered(self) -> list[list[int]]:
        """The items of each layer from left to right, the best order of all that are tried."""
        order: list[list[int]] = [[] for _ in range(max(self.layer, default=0) + 1)]
        for item, layer in enumerate(self.layer):
            order[layer].append(item)
        best, least = [list(items) for items in order], self._crossings(order)
        for sweep in range(SWEEPS):
            down = sweep % 2 == 0
            neighbours = self.above if down else self.below
            place = {item: at for items in order for at, item in enumerate(items)}
            for items in order if down else reversed(order):

                def middle(item: int) -> float:
                    found = [place[other] for other in neighbours[item]]  # noqa: B023 - used at once
                    return fmean(found) if found else place[item]  # noqa: B023

                items.sort(key=middle)
                place |= {item: at for at, item in enumerate(items)}
            if (crossings := self._crossings(order)) < least:
                best, least = [list(items) for items in order], crossings
        return best

    def _crossings(self, order: list[list[int]]) -> int:
        """How often arrows cross."""
        place = {item: at for items in order for at, item in enumerate(items)}
        found = 0
        for items in order:
            ends = [place[other] for item in items for other in sorted(self.below[item], key=place.__getitem__)]
            found += sum(before > after for at, after in enumerate(ends) for before in ends[:at])
        return found

    def _placed(self) -> list[float]:
        """The centre of each item from the left: near the middle of its neighbours, and apart from those beside it."""
        x = [0.0] * len(self.layer)
        for items in self.order:
            for item, at in zip(items, self._spread(items, [0.0] * len(items)), strict=True):
                x[item] = at
        for sweep in range(SWEEPS):
            for items in self.order if sweep % 2 == 0 else reversed(self.order):
                near = [[x[other] for other in (*self.above[item], *self.below[item])] for item in items]
                wanted = [fmean(each) if each else x[item] for item, each in zip(items, near, strict=True)]
                for item, at in zip(items, self._spread(items, wanted), strict=True):
                    x[item] = at
        left = min((x[item] - self.widths[item] / 2 for item in range(len(x))), default=0.0)
        return [each - left for each in x]

    def _spread(self, items: list[int], wanted: list[float]) -> list[float]:
        """The positions nearest to those wanted, in least squares, at which the items of a layer do not touch."""
        offset = 0.0
        offsets: list[float] = []
        for at, item in enumerate(items):
            if at:
                before = items[at - 1]
                thin = before >= self.boxes and item >= self.boxes
                offset += (self.widths[before] + self.widths[item]) / 2 + (THIN if thin else APART)
            offsets.append(offset)
        pools: list[tuple[float, int]] = []
        mean: float
        for want, start in zip(wanted, offsets, strict=True):
            mean, count = want - start, 1
            while pools and pools[-1][0] > mean:
                other, number = pools.pop()
                mean, count = (mean * count + other * number) / (count + number), count + number
            pools.append((mean, count))
        means = [mean for mean, count in pools for _ in range(count)]
        return [mean + start for mean, start in zip(means, offsets, strict=True)]

    def layout(self) -> Layout:
        """Everything, turned by a quarter."""
        tall = [max((self.heights[item] for item in items), default=0.0) for items in self.order]
        middle, top = list[float](), 0.0
        for height in tall:
            middle.append(top + height / 2)
            top += height + BETWEEN
        centres = [(self.x[item], middle[self.layer[item]]) for item in range(len(self.layer))]
        texts = [centres[self._text_item(at)] for at in range(len(self.lines))]
        ports = self._ports()
        ways = [self._way(at, centres, tall, ports) for at in range(len(self.lines))]
        right = max((self.x[item] + self.widths[item] / 2 for item in range(len(self.x))), default=0.0)
        return Layout(
            tuple(_turned(centre) for centre in centres[: self.boxes]),
            tuple((self.heights[box], self.widths[box]) for box in range(self.boxes)),
            tuple(_turned(text) for text in texts),
            tuple(tuple(_turned(point) for point in way) for way in ways),
            (max(top - BETWEEN, 0.0), right),
        )

    def _text_item(self, at: int) -> int:
        return self.chains[at][-2] if self.turned[at] else self.chains[at][1]

    def _ports(self) -> dict[tuple[int, int], float]:
        """How far from the middle of its box each arrow begins or ends, by the box and the item it leads to."""
        found: dict[tuple[int, int], float] = {}
        for box in range(self.boxes):
            for side in (self.above[box], self.below[box]):
                there = sorted(side, key=lambda item: self.x[item])
                room = self.widths[box] - 6
                for at, item in enumerate(there):
                    found[box, item] = room * ((at + 1) / (len(there) + 1) - 0.5)
        return found

    def _way(self, at: int, centres: list[Point], tall: list[float], ports: dict[tuple[int, int], float]) -> tuple[Point, ...]:
        """The points of an arrow in its own direction: out of one box, straight through each layer, into the other."""
        chain = self.chains[at]
        upper, lower = chain[0], chain[-1]
        points = [(centres[upper][0] + ports[upper, chain[1]], centres[upper][1] + self.heights[upper] / 2)]
        for item in chain[1:-1]:
            (x, y), half = centres[item], tall[self.layer[item]] / 2
            points += [(x, y - half), (x, y + half)]
        points.append((centres[lower][0] + ports[lower, chain[-2]], centres[lower][1] - self.heights[lower] / 2))
        return tuple(reversed(points)) if self.turned[at] else tuple(points)


def _turned(pair: Point) -> Point:
    return pair[1], pair[0]


def _back(boxes: int, lines: Sequence[Line]) -> set[tuple[int, int]]:
    """The arrows that lead back to where a walk from the first box has come from."""
    following: list[list[int]] = [[] for _ in range(boxes)]
    for line in lines:
        following[line.source].append(line.target)
    back: set[tuple[int, int]] = set()
    within, done = set[int](), set[int]()

    def entered(box: int) -> None:
        stack = [(box, iter(following[box]))]
        within.add(box)
        while stack:
            at, rest = stack[-1]
            target = next(rest, None)
            if target is None:
                stack.pop()
                within.discard(at)
                done.add(at)
            elif target in within:
                back.add((at, target))
            elif target not in done:
                within.add(target)
                stack.append((target, iter(following[target])))

    for box in range(boxes):
        if box not in done:
            entered(box)
    return back
