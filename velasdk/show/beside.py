"""The CUE of a step beside its Python: which lines of the author's files each line of the template was written for."""

from __future__ import annotations

import sys
from collections.abc import Mapping
from dataclasses import dataclass
from pathlib import Path
from typing import TypeAlias

from pydantic import BaseModel

from ..compiler import Compiled
from ..diagnostics import Span
from ..emit.origins import Origin
from ..emit.template import emit_placed
from ..schema import fields
from ..source import assigned, class_node, place, source_of


@dataclass(frozen=True, slots=True)
class Part:
    """Lines of one file, from 1, that a line of the template was written for; `last` is one of them."""

    file: Path
    first: int
    last: int


@dataclass(frozen=True, slots=True)
class Beside:
    """The lines of a template, each with its part of the author's files or None for what every step has, and those files.

    The file of the step is the first one; names of files are for people.
    """

    cue: tuple[tuple[str, Part | None], ...]
    files: tuple[tuple[Path, str, tuple[str, ...]], ...]


def beside(compiled: Compiled) -> Beside:
    """The template of `compiled` beside what its author wrote."""
    text, origins = emit_placed(compiled.step, compiled.origin, compiled.dialect)
    own = compiled.step.span.file.resolve()
    modules = {compiled.step.python.__module__: own}
    known = {origin: _part(origin, modules) for origin in dict.fromkeys(origins) if origin is not None}
    parts = [known[origin] if origin is not None else None for origin in origins]
    lines = list(zip(text.split("\n"), parts, strict=True))
    while lines and not lines[-1][0]:
        lines.pop()
    files = dict.fromkeys((own, *(part.file for _, part in lines if part is not None)))
    names = {file: compiled.origin if file == own else file.name for file in files}
    return Beside(tuple(lines), tuple((file, names[file], source_of(file).lines) for file in files))


Modules: TypeAlias = Mapping[str, Path]
"""The file of the step's own module, by name: the loader forgets modules, so that a file is imported anew each time."""


def _part(origin: Origin, modules: Modules) -> Part | None:
    """The lines of an origin; None where its text is not to be had."""
    match origin:
        case Span(file=file, line=line, end_line=end):
            return Part(file.resolve(), line, max(line, end))
        case (model, wire):
            return _of_field(model, wire, modules)
        case _:
            return _of_class(origin, modules)


def _of_class(model: type[BaseModel], modules: Modules) -> Part | None:
    """The line of the class statement."""
    file = _file(model, modules)
    node = class_node(source_of(file), model.__qualname__) if file is not None else None
    return Part(file, node.lineno, node.lineno) if file is not None and node is not None else None


def _of_field(model: type[BaseModel], wire: str, modules: Modules) -> Part | None:
    """The annotation of a field, in the class that has it."""
    name = next((field.name for field in fields(model) if field.wire == wire), None)
    for base in model.__mro__:
        file = _file(base, modules)
        if name is None or file is None:
            continue
        source = source_of(file)
        node = class_node(source, base.__qualname__)
        if node is not None and any(name in assigned(statement) for statement in node.body):
            span = place(source, node, f"attribute:{name}")
            return Part(file, span.line, max(span.line, span.end_line))
    return _of_class(model, modules)


def _file(model: type, modules: Modules) -> Path | None:
    """The file of a class: that of its module, or one of the module's name beside the step."""
    name = model.__module__
    if name in modules:
        return modules[name]
    told = getattr(sys.modules.get(name), "__file__", None)
    beside_it = next(iter(modules.values())).parent / f"{name}.py"
    file = Path(told) if told is not None else beside_it
    return file.resolve() if file.is_file() else None
