"""What compiled steps promise: read off their parameters, and off the tree of what they do."""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from math import isfinite
from typing import Any

from pydantic import BaseModel

from .. import ir, schema
from ..compiler import Compiled
from ..dialects import Dialect
from ..paths import calls, models_read, outputs_model, returns, unreadable
from ..settings import Addon
from . import (
    FORMAT,
    ID,
    KEY,
    Account,
    Array,
    Choice,
    Contract,
    Gate,
    Integer,
    Map,
    Memory,
    Number,
    Object,
    OneOf,
    Plain,
    Promise,
    Text,
    Type,
)


def contract(addon: Addon, dialect: Dialect, vela: str, steps: Sequence[Compiled]) -> Contract:
    """What `steps` promise as parts of `addon`, which asks for a KubeVela as `vela` says."""
    promises = {one.step.name: promise(one.step) for one in steps}
    return Contract(format=FORMAT, addon=addon.name, dialect=dialect, vela=vela, steps=_sorted(promises))


def promise(step: ir.StepOf) -> Promise:
    """What one step promises."""
    models = _Models()
    gates = {one.action.label: _gate(one.action) for one in returns(step.body) if isinstance(one.action, ir.SuspendOf)}
    given = outputs_model(step.body)
    found: dict[str, Any] = {
        "parameters": models.fields(step.python),
        "outputs": {} if given is None else models.fields(given, defaults=False),
        "suspends": _sorted(gates),
        "key": _keys(step),
        "once": _memories(step, models),
        "reads_run": step.reads_key,
        "connections": _sorted({one.parameter: _account(one) for one in step.connections}),
    }
    found["models"] = _sorted(models.found)
    return Promise(**{name: value for name, value in found.items() if value})


def _sorted(found: Mapping[str, Any]) -> dict[str, Any]:
    return dict(sorted(found.items()))


def _said(**values: Any) -> dict[str, Any]:
    """Those of `values` that are not None: what is not said is not written."""
    return {name: value for name, value in values.items() if value is not None}


def _unless(value: int, usual: int) -> int | None:
    return None if value == usual else value


def _gate(action: ir.SuspendOf) -> Gate:
    return Gate(on_resume="succeed" if action.succeed else "recheck", **_said(duration=action.duration))


def _account(connection: ir.ConnectionOf) -> Account:
    return Account(auth="bearer" if connection.bearer else "signature", **_said(tls=connection.tls or None))


class _Models:
    """Types as a contract has them, and the models that they name, numbered where two classes share a name."""

    def __init__(self) -> None:
        self.found: dict[str, dict[str, Type]] = {}
        self._names: dict[type[BaseModel], str] = {}

    def fields(self, model: type[BaseModel], defaults: bool = True) -> dict[str, Type]:
        """The fields of a model by their names on the wire; outputs are always there, and have no `defaults`."""
        declared = sorted(schema.fields(model), key=lambda field: field.wire)
        return {
            field.wire: self.type(field.type, **({} if field.required or not defaults else {"default": field.default}))
            for field in declared
        }

    def name(self, model: type[BaseModel]) -> str:
        """What `model` is called in the contract."""
        if model not in self._names:
            taken, name, count = set(self._names.values()), model.__name__, 1
            while name in taken:
                count += 1
                name = f"{model.__name__}{count}"
            self._names[model] = name
            self.found[name] = self.fields(model)
        return self._names[model]

    def type(self, type_: schema.Type, **more: Any) -> Type:
        """A type; `more` are the default of its field, if it has one, and whether it may be null."""
        match type_:
            case schema.Str(min_length, max_length, pattern):
                sizes = _said(min_length=min_length or None, max_length=max_length, pattern=pattern)
                return Text(type="string", **sizes, **more)
            case schema.Int():
                low, high = _unless(type_.low, schema.LEAST), _unless(type_.high, schema.GREATEST)
                return Integer(type="integer", **_said(ge=low, le=high), **more)
            case schema.Float(ge, gt, le, lt):
                bounds = {"ge": ge, "gt": gt, "le": le, "lt": lt}
                finite = {name: bound for name, bound in bounds.items() if bound is not None and isfinite(bound)}
                return Number(type="number", **_said(**finite), **more)
            case schema.Bool():
                return Plain(type="boolean", **more)
            case schema.Null():
                return Plain(type="null", **more)
            case schema.AnyJson():
                return Plain(type="any", **more)
            case schema.Choice(values, python):
                ordered: list[Any] = sorted(set(values))
                named = python if isinstance(values[0], int) else None
                names = [named(value).name for value in ordered] if named is not None else None
                return Choice(type="choice", values=ordered, **_said(names=names), **more)
            case schema.ListOf(item, min_length, max_length):
                sizes = _said(min_items=min_length or None, max_items=max_length)
                return Array(type="list", items=self.type(item), **sizes, **more)
            case schema.DictOf(value):
                return Map(type="map", values=self.type(value), **more)
            case schema.ModelOf(python):
                return Object(type="object", model=self.name(python), **more)
            case schema.Union_(members) if schema.Null() in members:
                return self.type(schema.without_null(type_), nullable=True, **more)
            case schema.Union_(members):
                types = sorted(map(self.type, members), key=lambda one: one.model_dump_json(exclude_unset=True))
                return OneOf(type="one of", types=types, **more)


def _memories(step: ir.StepOf, models: _Models) -> dict[str, Memory]:
    """What is done once, by name; the same request may stand on several ways."""
    found: dict[str, dict[str, Any]] = {}
    for call in calls(step.body):
        if call.once is not None:
            known = found.setdefault(call.once.name, {"request": _request(step, call)})
            read = [models.name(model) for model in models_read(call)]
            if unreadable(call) is not None:
                known["reply"] = read[0]
            elif read:
                known["reads"] = sorted({*known.get("reads", ()), *read})
            if headers := {name for name, _ in call.once.answer.headers}:
                known["headers"] = sorted({*known.get("headers", ()), *headers})
    return {name: Memory(**found[name]) for name in sorted(found)}


def _keys(step: ir.StepOf) -> dict[str, dict[str, str]]:
    """The places of the key in each request: `body.stepId` is `<key>` itself, or a text that it is part of."""
    found: dict[str, dict[str, set[str]]] = {}
    for call in calls(step.body):
        for place, value in _parts(call):
            if _has_id(value):
                found.setdefault(_request(step, call), {}).setdefault(place, set()).add(_spelled(value, step))
    return {
        request: {place: " or ".join(sorted(values)) for place, values in _sorted(places).items()}
        for request, places in _sorted(found).items()
    }


def _request(step: ir.StepOf, call: ir.Call) -> str:
    """A request by its method and address; of a connection what it calls in the config of its parameter."""
    if call.connection is not None and call.path is not None:
        return f"{call.method} <{call.connection.parameter}>{_spelled(call.path, step)}"
    return f"{call.method} {_spelled(call.url, step)}"


def _parts(call: ir.Call) -> Iterator[tuple[str, ir.Expr]]:
    """What a request is made of, by the place it has there."""
    yield "address", call.url if call.path is None else call.path
    for name, pairs in (("query", call.query), ("header", call.headers), ("form", call.form)):
        yield from ((f"{name}.{key}", value) for key, value in pairs)
    for body in (call.json, call.text):
        if body is not None:
            yield from _fields_of("body", body)


def _fields_of(place: str, value: ir.Expr) -> Iterator[tuple[str, ir.Expr]]:
    """The fields of JSON that is written out in the step, and what stands in them."""
    match value:
        case ir.ObjectDisplay(items=named):
            for key, one in named:
                yield from _fields_of(f"{place}.{key}", one)
        case ir.ListDisplay(items=items):
            for one in items:
                yield from _fields_of(f"{place}[]", one)
        case ir.Variable(bound=bound) if bound is not None:
            yield from _fields_of(place, bound)
        case _:
            yield place, value


def _has_id(value: ir.Expr) -> bool:
    """Whether the id of the step is in a value, or in what a name in it stands for."""
    bound = (part.bound for part in ir.walk(value) if isinstance(part, ir.Variable) and part.bound is not None)
    return any(map(_is_id, ir.walk(value))) or any(map(_has_id, bound))


def _is_id(part: object) -> bool:
    return isinstance(part, ir.ContextOf) and part.name == "stepSessionID"


def _spelled(value: ir.Expr, step: ir.StepOf) -> str:
    """A text with `<...>` for what only a run knows; how a step calls what it reads of an answer does not show."""

    def spelled(part: ir.Expr) -> str:
        return _spelled(part, step)

    match value:
        case ir.Const(value=constant):
            return str(constant)
        case ir.ContextOf(name=name):
            return (KEY if step.reads_key else ID) if _is_id(value) else f"<context.{name}>"
        case ir.ParameterOf(name=name):
            return f"<{name}>"
        case ir.Variable(bound=bound) if bound is not None:
            return spelled(bound)
        case ir.NotNone(value=inner):
            return spelled(inner)
        case ir.Format(parts=parts):
            return "".join(part if isinstance(part, str) else spelled(part) for part in parts)
        case ir.Conditional(then=then, otherwise=otherwise):
            return f"{spelled(then)} or {spelled(otherwise)}"
        case ir.Function(name=name, arguments=arguments):
            return f"{name}({', '.join(map(spelled, arguments))})"
        case _:
            return "<...>"
