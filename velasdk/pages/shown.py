"""A step as a page: what it takes, sends and leaves, its states, and its CUE beside its Python."""

from __future__ import annotations

from dataclasses import dataclass

from markupsafe import Markup

from ..show import Shown, message
from ..show.beside import Beside, Part, beside
from .colours import cue_line, python_lines
from .render import page
from .svg import of_step, svg


@dataclass(frozen=True, slots=True)
class Line:
    """One line of text: its number, what it is beside (numbers of parts), and the place that its number leads to."""

    number: int
    text: Markup
    parts: str
    leads: str


@dataclass(frozen=True, slots=True)
class File:
    """One file of the author's."""

    number: int
    name: str
    lines: tuple[Line, ...]


def shown_page(found: Shown) -> str:
    """The page of one step."""
    pair = beside(found.compiled)
    parts = {part: number for number, part in enumerate(dict.fromkeys(part for _, part in pair.cue if part is not None), 1)}
    figure = Markup(svg(*of_step(found.diagram), title=f"The states of {found.compiled.step.name}"))
    return page(
        "show.html.j2",
        f"{found.compiled.step.name}: what it does",
        found=found,
        step=found.compiled.step,
        requests=[(message(sent), sent) for sent in found.requests],
        figure=figure,
        cue=_cue(pair, parts),
        files=_files(pair, parts),
    )


def _cue(pair: Beside, parts: dict[Part, int]) -> list[Line]:
    """The lines of the template; the number of each leads to the Python it was written for."""
    numbers = {file: number for number, (file, _, _) in enumerate(pair.files, 1)}
    return [
        Line(
            at,
            cue_line(text),
            str(parts[part]) if part is not None else "",
            f"py-{numbers[part.file]}-{part.first}" if part is not None else "",
        )
        for at, (text, part) in enumerate(pair.cue, 1)
    ]


def _files(pair: Beside, parts: dict[Part, int]) -> list[File]:
    """The author's files; the number of a line leads to the first line of CUE that was written for it."""
    first = {part: at for at, (_, part) in reversed(list(enumerate(pair.cue, 1))) if part is not None}
    found: list[File] = []
    for number, (file, name, lines) in enumerate(pair.files, 1):
        coloured = python_lines(lines)
        made: list[Line] = []
        for at, text in enumerate(coloured, 1):
            here = [part for part in parts if part.file == file and part.first <= at <= part.last]
            leads = f"cue-{min(first[part] for part in here)}" if here else ""
            made.append(Line(at, text, " ".join(str(parts[part]) for part in here), leads))
        found.append(File(number, name, tuple(made)))
    return found
