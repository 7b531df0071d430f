"""What parameters, bodies and replies may be made of: walks the models a step uses and reports what CUE cannot hold."""

from __future__ import annotations

import inspect
import math
import unicodedata
from collections.abc import Iterator
from contextlib import suppress
from pathlib import Path
from typing import Any, Literal, TypeAlias, cast

from pydantic import BaseModel
from pydantic.fields import FieldInfo

from ..constraints import Unsupported
from ..diagnostics import Diagnostic, Findings, Problem, Span
from ..numbers import DIGITS, too_long
from ..reading import fits
from ..schema import (
    Choice,
    DictOf,
    FieldOf,
    Int,
    ListOf,
    ModelOf,
    Null,
    Type,
    field_of,
    fields,
    models_in,
    optional,
    type_of,
    without_null,
)
from ..source import assigned, class_node, place, source_of
from .scope import FUNCTIONS, place_of

Role: TypeAlias = Literal["parameter", "reply", "body"]


def check(model: type[BaseModel], role: Role, at: Span, findings: Findings) -> bool:
    """Report what is wrong with `model` and the models in it; `at` is used for classes without a source. True if fine."""
    mine = Findings()  # what is wrong may be known already, and is no less wrong
    _walk(model, role, at, mine, ())
    findings.extend(mine.items)
    return not mine.items


def _walk(model: type[BaseModel], role: Role, at: Span, findings: Findings, above: tuple[type[BaseModel], ...]) -> None:
    if model in above:
        if role == "parameter":
            help = "KubeVela's forms need a fixed depth: use a list, or Any"
            findings.add(_at(model, "class", at, Problem("VS030", "a parameter contains itself", help)))
        return
    for kind, name in _hooks(model):
        where = f"attribute:{name}"
        findings.add(
            _at(
                model,
                where,
                at,
                Problem(
                    "VS016",
                    f"`{model.__name__}` has a {kind} of its own, which does not run in CUE",
                    "take it out: use constraints, defaults and aliases, or test the value in the step",
                    where,
                ),
            )
        )
    for name, info in model.model_fields.items():
        where = f"attribute:{name}"
        try:
            field = field_of(name, info)
        except Unsupported as unsupported:
            known = len(findings.items)
            for inner in _models_of(info):  # a default of theirs may be what cannot be held
                _walk(inner, role, at, findings, (*above, model))
            if len(findings.items) == known:
                findings.add(_at(model, where, at, unsupported.problem))
            continue
        for problem in _field_problems(model, field, role):
            findings.add(_at(model, where, at, problem))
        for inner in models_in(field.type):
            _walk(inner, role, at, findings, (*above, model))


def _hooks(model: type[BaseModel]) -> Iterator[tuple[str, str]]:
    decorators: Any = model.__pydantic_decorators__
    for kind, table in (
        ("validator", decorators.field_validators),
        ("validator", decorators.model_validators),
        ("validator", decorators.validators),
        ("validator", decorators.root_validators),
        ("serializer", decorators.field_serializers),
        ("serializer", decorators.model_serializers),
        ("computed field", decorators.computed_fields),
    ):
        for name in table:
            yield kind, name
    for base in model.__mro__:
        if base.__module__.partition(".")[0] not in ("pydantic", "velasdk", "typing", "builtins"):
            for name in ("__init__", "__new__", "model_post_init", "__bool__", "__getattr__", "__getattribute__"):
                if name in vars(base):
                    yield "constructor" if name in ("__init__", "__new__", "model_post_init") else f"`{name}`", name


def _models_of(info: FieldInfo) -> list[type[BaseModel]]:
    """The models in the type of a field, none when the type itself cannot be held."""
    try:
        return list(models_in(type_of(info.annotation, tuple(info.metadata))))
    except Unsupported:
        return []


def fills_itself(type_: Type) -> bool:
    """Whether CUE has a value for an absent field of `type_`: an empty list or object, a model of defaults, the only value.

    The only value of a text is no such case: it is written as a pattern.
    """
    match type_:
        case ListOf(min_length=least):
            return not least
        case DictOf() | Null():
            return True
        case Choice(values=values):
            return len(set(values)) == 1 and not isinstance(values[0], str)
        case Int(ge=ge, gt=gt, le=le, lt=lt):
            least = max((bound for bound in (ge, None if gt is None else gt + 1) if bound is not None), default=None)
            most = min((bound for bound in (le, None if lt is None else lt - 1) if bound is not None), default=None)
            return least is not None and least == most
        case ModelOf(python=model):
            known = known_fields(model)
            return len(known) == len(model.model_fields) and all(not f.required or fills_itself(f.type) for f in known)
        case _:
            return False


def known_fields(model: type[BaseModel]) -> list[FieldOf]:
    """The fields of `model` that can be held; `check` reports the others."""
    with suppress(Unsupported):
        return list(fields(model))
    found: list[FieldOf] = []
    for name, info in model.model_fields.items():
        try:
            found.append(field_of(name, info))
        except Unsupported:
            continue
    return found


def _field_problems(model: type[BaseModel], field: FieldOf, role: Role) -> Iterator[Problem]:
    if problem := _text_problem(field.usage, "the usage", in_comment=True):
        yield problem
    for text in (part for part in _parts(field.default) if isinstance(part, str)):
        if problem := _text_problem(text, "the default"):
            yield problem
    if problem := _text_problem(field.wire, "the name"):
        yield problem
    elif not field.wire:
        yield Problem("VS010", "the name is empty", "give the name that stands in the JSON")
    elif not unicodedata.is_normalized("NFC", field.wire):
        message = f"CUE composes the characters of the name {field.wire!r}"
        yield Problem("VS010", message, "write it in Unicode's normal form C")
    if any(isinstance(n, float) and not math.isfinite(n) for n in _parts(field.default)):
        yield Problem("VS032", "JSON has no infinity and no NaN", "use a finite number, or None")
    elif not field.required and not _default_fits(field):
        yield Problem(
            "VS033",
            f"the default of `{field.wire}` is not of its type: pydantic does not look, CUE does",
            "give a default of the declared type, within its constraints",
        )
        return
    if role == "parameter" and too_long(field.default):
        message = f"the default of `{field.wire}` has more than {DIGITS} digits: no parameter can, as not every line keeps them"
        yield Problem("VS033", message, "declare it `str`, and give the digits as text")
        return
    if role == "body":
        return
    if field.required:
        listed = isinstance(field.type, ListOf)
        if fills_itself(field.type) and not (role == "reply" and listed):
            yield Problem(
                "VS017",
                f"CUE cannot tell an absent `{field.wire}` from an empty one, so it would not be required",
                "give it the default it has when absent"
                + (": `default={}`" if isinstance(field.type, DictOf) else "")
                + (": `default=[]`, or ask for one item with `min_length=1`" if listed else ""),
            )
    elif not _default_holds(field):
        yield Problem(
            "VS018",
            f"CUE would merge the default of `{field.wire}` into a value that gives only some of it",
            "give an object no default but `{}` or the model's own defaults, a list of objects none but `[]`",
        )


def _default_fits(field: FieldOf) -> bool:
    """Whether a default is a value of its field. Models inside are looked at where they are declared."""
    try:
        return fits(field.type, field.default)
    except Unsupported:
        return True


def _default_holds(field: FieldOf) -> bool:
    """Whether a default stays apart from a given value: scalars and lists of scalars do, objects merge."""
    if not any(isinstance(part, dict) for part in _parts(field.default)):
        return True
    inner = without_null(field.type)
    if isinstance(inner, DictOf):
        return not field.default
    if isinstance(inner, ModelOf) and not optional(field.type):
        return bool(field.default == {f.wire: f.default for f in known_fields(inner.python)})
    return False


def _parts(value: Any) -> Iterator[Any]:
    """JSON data and all that is in it, keys included."""
    yield value
    if isinstance(value, dict):
        for key, item in cast("dict[str, Any]", value).items():
            yield key
            yield from _parts(item)
    elif isinstance(value, list):
        for item in cast("list[Any]", value):
            yield from _parts(item)


def _text_problem(text: str, what: str, in_comment: bool = False) -> Problem | None:
    """A text that CUE cannot hold: half a character anywhere, one that does not print in a comment."""
    if any("\ud800" <= char <= "\udfff" for char in text):
        return Problem("VS010", f"{what} holds a lone surrogate, which is no text", "write the whole character")
    if in_comment:
        for char in text:
            if char != "\n" and not char.isprintable():
                return Problem(
                    "VS010",
                    f"{what} holds {unicodedata.name(char, repr(char))}, which a CUE comment cannot",
                    "write printable text; lines may end with a newline",
                )
    return None


def _at(model: type[BaseModel], where: str, at: Span, problem: Problem) -> Diagnostic:
    """A problem at its field in the file that defines `model`, else at the place that uses it."""
    span = at
    try:
        file = Path(inspect.getsourcefile(model) or "")
    except TypeError:
        file = Path()
    if file.is_file():
        source = source_of(file)
        for base in model.__mro__:
            node = class_node(source, base.__qualname__) if base.__module__ == model.__module__ else None
            name = where.partition(":")[2]
            method = next((s for s in node.body if isinstance(s, FUNCTIONS) and s.name == name), None) if node else None
            if node is not None and (not name or method or any(name in assigned(s) for s in node.body)):
                span = place(source, node, where) if method is None else place_of(source, method)
                break
    return Diagnostic(problem.code, problem.message, span, problem.help)
