"""`schemas/workflowstep-uischema-<step>.yaml`: the form in which VelaUX asks for the parameters of a step.

KubeVela's addon reader makes a ConfigMap of each file in `schemas/`, named as the file is up to its first dot, with the content
as JSON under `ui-schema` (kubevela `renderSchemaConfigmap`, `pkg/addon/addon.go`). VelaUX makes a form of a definition's
parameters by itself, and takes from a file what it says about the parameters that it names (velaux `patchSchema`): label,
description, kind of field and order where they are given, and `validate` as a whole. So each entry says all that is known,
and leaves the kind of field to VelaUX where it has none for the type. For a definition whose parameters have no OpenAPI schema
VelaUX shows an editor instead, and does not look at the file.
"""

from __future__ import annotations

import html
import re
from collections.abc import Mapping, Sequence
from typing import Any

from pydantic import BaseModel

from ..compiler import Compiled
from ..schema import (
    Bool,
    Choice,
    DictOf,
    FieldOf,
    Float,
    Int,
    ListOf,
    ModelOf,
    Str,
    Type,
    fields,
    without_null,
)
from .definition import header
from .yaml_text import dump

FOLDER = "schemas"
AS_TEXT = frozenset(("KV", "Numbers", "Strings", "Structs"))
"""Kinds of field whose description VelaUX shows as it is; that of any other it takes for HTML."""

_BETWEEN = re.compile(r"(?<=[a-z0-9])(?=[A-Z])|(?<=[A-Z])(?=[A-Z][a-z])|[_-]+")
_NOT_IN_BROWSERS = re.compile(r"\\[AaCEQz]|\[\[:")
"""What a step's pattern may have and the expressions of browsers have not, or not so."""


def forms(steps: Sequence[Compiled], origins: Mapping[str, str]) -> dict[str, str]:
    """Path in the directory of the addon -> text, for each step with parameters; `origins` are the files of the classes."""
    found: dict[str, str] = {}
    for compiled in steps:
        step = compiled.step
        if form := _fields(step.python):
            text = f"{header(f'the parameters of {step.class_name} in {origins[step.name]}')}\n{dump(form)}"
            found[f"{FOLDER}/workflowstep-uischema-{step.name}.yaml"] = text
    return found


def _fields(model: type[BaseModel]) -> list[dict[str, Any]]:
    """The fields of a model in their order. It ends: a parameter does not contain itself (VS030)."""
    return [_field(field, place) for place, field in enumerate(fields(model), 1)]


def _field(field: FieldOf, place: int) -> dict[str, Any]:
    """One entry (kubevela `UIParameter`, `pkg/utils/schema`). `sort` counts from 1: VelaUX takes 0 for not given."""
    type_ = without_null(field.type)
    kind, below = _kind(type_)
    entry: dict[str, Any] = {"jsonKey": field.wire, "label": label(field.wire)}
    if field.usage:
        entry["description"] = field.usage if kind in AS_TEXT else html.escape(field.usage, quote=False)
    entry["sort"] = place
    if kind:
        entry["uiType"] = kind
    if validate := _validate(field, type_):
        entry["validate"] = validate
    if below:
        entry["subParameters"] = below
    return entry


def label(name: str) -> str:
    """A parameter's name as a label: `repositoryURL` is `Repository URL`, `dry_run` is `Dry run`."""
    words = [word if word.isupper() and len(word) > 1 else word.lower() for word in _BETWEEN.sub(" ", name).split()]
    text = " ".join(words) or name
    return text[:1].upper() + text[1:]


def _kind(type_: Type) -> tuple[str, list[dict[str, Any]]]:
    """The kind of field that VelaUX has for a type, empty where it has none, and the fields in it."""
    match type_:
        case Str():
            return "Input", []
        case Int() | Float():
            return "Number", []
        case Bool():
            return "Switch", []
        case Choice():
            return "Select", []
        case ModelOf(python=model):
            below = _fields(model)
            return "Group" if below else "", below
        case ListOf(item=Str()):
            return "Strings", []
        case ListOf(item=Int() | Float()):
            return "Numbers", []
        case ListOf(item=ModelOf(python=model)):
            below = _fields(model)
            return "Structs" if below else "", below
        case DictOf(value=Str()):
            return "KV", []
        case _:
            return "", []


def _validate(field: FieldOf, type_: Type) -> dict[str, Any]:
    """What VelaUX can test before anything is sent. An exclusive bound of a number becomes one that includes it."""
    found: dict[str, Any] = {"required": True} if field.required else {}
    if not field.required and field.default is not None:
        found["defaultValue"] = field.default
    limits: dict[str, Any] = {}
    match type_:
        case Str(min_length, max_length, pattern):
            readable = pattern is not None and not _NOT_IN_BROWSERS.search(pattern)
            limits = {"minLength": min_length or None, "maxLength": max_length, "pattern": pattern if readable else None}
        case Int():
            given = (type_.ge, type_.gt), (type_.le, type_.lt)
            low, high = (any(bound is not None for bound in side) for side in given)
            limits = {"min": type_.low if low else None, "max": type_.high if high else None}
        case Float(ge, gt, le, lt):
            lows, highs = [b for b in (ge, gt) if b is not None], [b for b in (le, lt) if b is not None]
            limits = {"min": max(lows, default=None), "max": min(highs, default=None)}
        case Choice(values, python):
            named = {member.value: label(member.name.lower()) for member in python} if python is not None else {}
            found["options"] = [{"label": named.get(value, str(value)), "value": value} for value in values]
        case _:
            pass
    return found | {key: value for key, value in limits.items() if value is not None}
