"""Which declaration of a template was written for which part of the author's file: kept only where somebody asks."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass, field, replace
from typing import TypeAlias, TypeVar

from pydantic import BaseModel

from .. import cue
from ..diagnostics import Span

Origin: TypeAlias = Span | type[BaseModel] | tuple[type[BaseModel], str]
"""A place in the author's file, a model, or the field of a model by its wire name."""

D = TypeVar("D", cue.Decl, cue.ListItem)


@dataclass(slots=True)
class Origins:
    """Numbers origins from 1, in the order they are met; where they are not `wanted` every declaration stays as it is."""

    wanted: bool = False
    numbers: dict[Origin, int] = field(default_factory=dict[Origin, int])

    def of(self, origin: Origin, decls: Sequence[D]) -> list[D]:
        """`decls`, those without an origin now with this one."""
        if not self.wanted:
            return list(decls)
        number = self.numbers.setdefault(origin, len(self.numbers) + 1)
        return [
            replace(decl, origin=number) if isinstance(decl, (cue.Field, cue.Comprehension)) and not decl.origin else decl
            for decl in decls
        ]

    def of_model(self, model: type[BaseModel], decl: cue.Decl) -> cue.Decl:
        """The definition of `model`, or the parameters of a step, with an origin for each field."""
        if not self.wanted or not isinstance(decl, cue.Field) or not isinstance(decl.value, cue.StructLit):
            return decl
        items = [
            self.of((model, item.label), [item])[0] if isinstance(item, cue.Field) and isinstance(item.label, str) else item
            for item in decl.value.items
        ]
        return self.of(model, [replace(decl, value=replace(decl.value, items=tuple(items)))])[0]
