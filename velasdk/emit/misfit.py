"""Names the first field of a reply that does not fit its model: the words for a person, not what decides."""

from __future__ import annotations

from pydantic import BaseModel

from .. import cue
from ..reading import THE_BODY
from ..schema import DictOf, FieldOf, ListOf, ModelOf, fields, models_in, without_null
from .forms import OBJECT, fallback, first, fits, item, member
from .types import Types


def first_misfit(model: type[BaseModel], received: str, types: Types) -> cue.Expr:
    """The path of the first field of `received`, a decoded body, that is not of `model`; in the reader's order."""
    not_object = cue.Binary("==", cue.Binary("&", cue.Ref(received), OBJECT), cue.Bottom())
    tests = _tests(model, cue.Ref(received), "", (), types)
    return first((item((cue.If(not_object),), cue.Lit(THE_BODY)), *tests, cue.Lit(THE_BODY)), multiline=True)


def _tests(model: type[BaseModel], value: cue.Expr, prefix: str, above: tuple[cue.If, ...], types: Types) -> list[cue.ListItem]:
    found: list[cue.ListItem] = []
    for one in fields(model):
        name, given = f"{prefix}{one.wire}", member(value, one.wire)
        inner = without_null(one.type)
        if isinstance(inner, ModelOf) and not above[3:]:
            found += _tests(inner.python, given, f"{name}.", (*above, cue.If(fits(given, OBJECT))), types)
        present = () if one.required else (cue.If(cue.Binary("!=", given, cue.Bottom())),)
        unfit = cue.If(_unfit(given, member(cue.Ref(types.name(model)), one.wire), one, types))
        found.append(item((*above, *present, unfit), cue.Lit(name)))
    return found


def _unfit(given: cue.Expr, schema: cue.Expr, one: FieldOf, types: Types) -> cue.Expr:
    """Whether a field is not of its type: by conflict, for what has parts by being incomplete too."""
    fitted = cue.Binary("&", given, schema)
    if not any(True for _ in models_in(one.type)) and not isinstance(without_null(one.type), (ListOf, DictOf)):
        return cue.Binary("==", fitted, cue.Bottom())
    marshal = cue.Call(cue.Select(types.use("json"), "Marshal"), (fitted,))
    return cue.Binary("==", fallback(marshal, cue.Lit("")), cue.Lit(""))
