"""The few shapes of CUE that everything in a template is made of: total tests, fallbacks, guarded items."""

from __future__ import annotations

from .. import cue

OBJECT = cue.StructLit((cue.Ellipsis(),), inline=True)
"""Any object: `{...}`."""


def guarded(test: cue.Expr, body: list[cue.Decl]) -> cue.Comprehension:
    """`if test {body}`, on lines of its own."""
    return cue.Comprehension((cue.If(test),), cue.StructLit(tuple(body)))


def item(clauses: tuple[cue.For | cue.If, ...], value: cue.Expr) -> cue.Comprehension:
    """`if a if b {value}`, or with `for`: an item of a list that is there only where the clauses hold."""
    return cue.Comprehension(clauses, cue.StructLit((cue.Embed(value),), inline=True))


def item_if(test: cue.Expr, value: cue.Expr) -> cue.Comprehension:
    """`if test {value}`, an item of a list."""
    return item((cue.If(test),), value)


def first(items: tuple[cue.ListItem, ...], *, multiline: bool = False) -> cue.Expr:
    """`[if a {x}, y][0]`: the first item that is there."""
    return cue.Index(cue.ListLit(items, multiline=multiline), cue.Lit(0))


def fallback(value: cue.Expr, otherwise: cue.Expr) -> cue.Expr:
    """`*value | otherwise`: the second where the first is an error."""
    return cue.Binary("|", cue.Unary("*", value), otherwise)


def or_null(value: cue.Expr) -> cue.Expr:
    """`*value | null`."""
    return fallback(value, cue.Lit(None))


def fits(value: cue.Expr, constraint: cue.Expr) -> cue.Expr:
    """Whether `value` is there and fits: false, never an error."""
    return cue.Binary("!=", cue.Binary("&", value, constraint), cue.Bottom())


def joined(*parts: str | cue.Expr) -> cue.Interpolation:
    """The text of `parts` one after another, those that are constant or joined already as part of it."""
    found: list[str | cue.Expr] = []
    for part in parts:
        if isinstance(part, cue.Lit) and isinstance(part.value, str):
            part = part.value
        inner = part.parts if isinstance(part, cue.Interpolation) else (part,)
        for one in inner:
            if isinstance(one, str) and found and isinstance(found[-1], str):
                found[-1] += one
            else:
                found.append(one)
    return cue.Interpolation(tuple(found))


def path(root: str, *names: str) -> cue.Expr:
    """`root.a.b`."""
    found: cue.Expr = cue.Ref(root)
    for name in names:
        found = member(found, name)
    return found


def member(value: cue.Expr, name: str) -> cue.Expr:
    """`value.name`; a name that CUE would take for a definition is selected as the plain field that it is."""
    return cue.Index(value, cue.Lit(name)) if name.startswith("#") else cue.Select(value, name)
