"""What `-p name=value` gives a step: read by the parameter's type, and refused before anything is sent."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from typing import Any, cast

from pydantic import BaseModel

from ..addon.parameters import rows
from ..diagnostics import VelasdkError
from ..reading import Misfit, decode, fits, misfit, plain, read_parameters
from ..schema import FieldOf, ModelOf, Str, Type, fields, without_null
from ..settings import nearest


def properties(step: type[BaseModel], given: Sequence[str], table: Mapping[str, Any]) -> dict[str, Any]:
    """The properties of a step from texts such as `url=https://...`, which go before those in `table`.

    A text is a value of a parameter that takes texts; of any other it is read as JSON. Raises `VelasdkError` for a name
    the step does not know, a value that is not of its type and a parameter that is missing, with the name.
    """
    known = {field.wire: field for field in fields(step)}
    read: dict[str, Any] = {}
    for text in given:
        name, equals, value = text.partition("=")
        if not equals:
            raise VelasdkError(f"-p {text}: give a name and a value, as in -p {next(iter(known), 'name')}=...")
        if name in read:
            raise VelasdkError(f"-p {name} is there twice: give a list as JSON, as in -p '{name}=[1, 2]'")
        read[name] = _value(known[name].type, value) if name in known else value
    read = {**table, **read}
    for name in read:
        if name not in known:
            raise VelasdkError(f"the step has no parameter `{name}`{nearest(name, list(known)) if known else ''}")
    _check(step, known, read)
    return cast("dict[str, Any]", plain(read))


def _value(type_: Type, text: str) -> Any:
    """The value that a text is for a parameter of the type; one that fits nothing is kept for the message."""
    if isinstance(without_null(type_), Str):
        return text
    try:
        value = decode(text)
    except Misfit:
        return text
    return text if not fits(type_, value) and fits(type_, text) else value


def _check(step: type[BaseModel], known: Mapping[str, FieldOf], given: Mapping[str, Any]) -> None:
    """Raise `VelasdkError` for what the engine would refuse; a value is not repeated, it may be a secret."""
    path = misfit(step, dict(given))
    if path is None:
        try:
            read_parameters(step, given)
        except Misfit as found:
            raise VelasdkError("a number among the parameters is longer than the engine can carry") from found
        return
    words = next((row.type for row in rows(step) if row.name == path), "")
    if not _has(given, path):
        usage = next((row.usage for row in rows(step) if row.name == path), "")
        raise VelasdkError(f"the parameter `{path}` is missing: {words}{f' ({usage})' if usage else ''}")
    inner = known[path.partition(".")[0]]
    help = f": give it as JSON, as in -p '{inner.wire}={{...}}'" if isinstance(without_null(inner.type), ModelOf) else ""
    raise VelasdkError(f"the parameter `{path}` should be {words}{help}")


def _has(given: Mapping[str, Any], path: str) -> bool:
    """Whether there is a value at `path`, a name with the names in it."""
    name, _, rest = path.partition(".")
    if name not in given or not rest:
        return name in given
    inner = given[name]
    return isinstance(inner, dict) and _has(cast("dict[str, Any]", inner), rest)
