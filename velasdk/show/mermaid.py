"""The states of a step as a Mermaid state diagram."""

from __future__ import annotations

import re
from collections.abc import Iterator

from .diagram import Diagram, Kind

_SYNTAX = re.compile(r"[^\w \-.,()'/!=?*+\[\]]")


def mermaid(diagram: Diagram) -> str:
    """`diagram` as text that Mermaid draws."""
    return "\n".join(_lines(diagram)) + "\n"


def _lines(diagram: Diagram) -> Iterator[str]:
    numbers = {spot: f"s{number}" for number, spot in enumerate(diagram.spots)}
    yield f"%% {diagram.step}, as the oracle of velasdk says"
    yield "stateDiagram-v2"
    for spot, name in numbers.items():
        if spot.kind is not Kind.START:
            yield f"    {name}: {_escaped(spot.title)}"
    for arrow in diagram.arrows:
        source = "[*]" if arrow.source.kind is Kind.START else numbers[arrow.source]
        yield f"    {source} --> {numbers[arrow.target]}: {'<br/>'.join(map(_escaped, arrow.texts))}"
    yield from (f"    {name} --> [*]" for spot, name in numbers.items() if spot.final)


def _escaped(text: str) -> str:
    """Text at an arrow: what Mermaid would take for syntax as an entity of its own kind."""
    return _SYNTAX.sub(lambda match: f"#{ord(match[0])};", text)
