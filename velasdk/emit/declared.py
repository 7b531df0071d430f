"""Values as they are sent: of a model that was read only the fields that its class declares."""

from __future__ import annotations

from functools import reduce

from .. import cue
from ..schema import Choice, DictOf, ListOf, ModelOf, Type, Union_, fields, optional, told_apart_by
from .forms import OBJECT, first, fits, item, item_if, member


def declared(value: cue.Expr, type_: Type, depth: int, above: tuple[ModelOf, ...] = ()) -> cue.Expr:
    """`value` without the extra keys that a reply or a parameter may carry; what is below a model in itself keeps them."""
    name = f"item{depth or ''}"
    match type_:
        case ModelOf(python) if type_ not in above:
            inside = (*above, type_)
            items = (
                cue.Field(f.wire, declared(member(value, f.wire), f.type, depth, inside), quoted=True) for f in fields(python)
            )
            return cue.StructLit(tuple(items))
        case ListOf(inner) if _has_model(inner):
            return cue.ListLit((item((cue.For(None, name, value),), declared(cue.Ref(name), inner, depth + 1, above)),))
        case DictOf(inner) if _has_model(inner):
            key = f"key{depth or ''}"
            one = cue.Field(cue.Interpolation((cue.Ref(key),)), declared(cue.Ref(name), inner, depth + 1, above))
            return cue.StructLit((cue.Comprehension((cue.For(key, name, value),), cue.StructLit((one,))),))
        case Union_(members) if _has_model(type_):
            given = [(one, declared(value, one, depth, above)) for one in members if _has_model(one)]
            if len(members) == 2 and optional(type_):
                return first((item_if(cue.Binary("!=", value, cue.Lit(None)), given[0][1]), cue.Lit(None)))
            return first((*(item_if(_is_member(value, one, members), found) for one, found in given), value))
        case _:
            return value


def _is_member(value: cue.Expr, type_: Type, members: tuple[Type, ...]) -> cue.Expr:
    """Whether `value`, one of a union's `members`, is of this one: a list, an object, or an object by its literal field."""
    models = [one for one in members if isinstance(one, ModelOf)]
    wire = told_apart_by(models) if len(models) > 1 else None
    if isinstance(type_, ModelOf) and wire is not None:
        choice = next(f.type for f in fields(type_.python) if f.wire == wire and isinstance(f.type, Choice))
        literals: list[cue.Expr] = [cue.Lit(one) for one in choice.values]
        return fits(member(value, wire), reduce(lambda left, right: cue.Binary("|", left, right), literals))
    return fits(value, cue.ListLit((cue.Ellipsis(),)) if isinstance(type_, ListOf) else OBJECT)


def _has_model(type_: Type) -> bool:
    match type_:
        case ModelOf():
            return True
        case ListOf(item=inner) | DictOf(value=inner):
            return _has_model(inner)
        case Union_(members=members):
            return any(_has_model(member) for member in members)
        case _:
            return False
