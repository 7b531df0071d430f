"""Replies of an API: valid ones from the reply model, and the ones that APIs, gateways and proxies really send instead.

A mutation is named, so that whoever reads a history knows what is wrong in it. What a mutated reply means is not decided
here: an extra field is still a valid reply.
"""

from __future__ import annotations

import json
from collections.abc import Callable, Iterator, Mapping
from dataclasses import dataclass
from typing import Any, TypeAlias, cast

from pydantic import BaseModel

from ..engine.protocol import Answer
from ..schema import GREATEST, LEAST, Choice, Int, ListOf, ModelOf, Type, Union_, fields, without_null
from .samples import Samples

JSON_TYPE = "application/json"
UNAVAILABLE = (429, 500, 502, 503, 504, 599)
REFUSED = (100, 199, 300, 301, 304, 307, 400, 401, 403, 404, 409, 422, 499)
ACCEPTED = (200, 201, 202, 204, 299)
BROKEN = {
    "refused": "dial tcp 127.0.0.1:8080: connect: connection refused",
    "dropped": "EOF",
    "too slow": "context deadline exceeded (Client.Timeout exceeded while awaiting headers)",
    "reset": "read tcp 127.0.0.1:43210->127.0.0.1:8080: read: connection reset by peer",
    "an unknown host": "dial tcp: lookup api.example: no such host",
}
"""How Go's transport fails, in its words."""

HTML = "<!DOCTYPE html>\n<html><head><title>Sign in</title></head><body>Please sign in.</body></html>\n"


@dataclass(frozen=True, slots=True)
class Raw:
    """JSON text that stands for itself: what no Python value is written as."""

    text: str


@dataclass(frozen=True, slots=True)
class Drawn:
    """One answer and, if it was mutated, how."""

    answer: Answer
    mutation: str = ""


@dataclass(frozen=True, slots=True)
class Place:
    """A field or an item of a reply: the container it is in, its key there, and its type."""

    container: Any
    key: str | int
    type: Type

    @property
    def value(self) -> Any:
        """What is there."""
        return self.container[self.key]


Mutation: TypeAlias = Callable[[Place, Samples], Any]


def write(value: Any, *, ascii_only: bool = False) -> str:
    """JSON text of `value`, in which `Raw` parts stand as they are."""
    if isinstance(value, Raw):
        return value.text
    if isinstance(value, dict):
        pairs = cast("dict[str, Any]", value).items()
        return "{" + ", ".join(f"{json.dumps(k, ensure_ascii=ascii_only)}: {_write(v, ascii_only)}" for k, v in pairs) + "}"
    if isinstance(value, list):
        return "[" + ", ".join(_write(item, ascii_only) for item in cast("list[Any]", value)) + "]"
    return json.dumps(value, ensure_ascii=ascii_only)


def _write(value: Any, ascii_only: bool) -> str:
    return write(value, ascii_only=ascii_only)


def valid(model: type[BaseModel], samples: Samples) -> Drawn:
    """A reply that is a `model`, mostly with status 200."""
    body = write(samples.model(model), ascii_only=samples.rng.random() < 0.3)
    return Drawn(_answer(200 if samples.rng.random() < 0.9 else samples.rng.choice(ACCEPTED), body))


def bad(model: type[BaseModel], samples: Samples) -> Drawn:
    """A reply with one thing wrong: in a field, in the body as a whole, in the status or in the headers."""
    rng = samples.rng
    value = samples.model(model)
    kind = rng.choices(("field", "body", "status", "headers"), (55, 20, 20, 5))[0]
    if kind == "status":
        redirects = [one for one in REFUSED if one < 400]  # with a body as of a success they pass for one
        status = rng.choice((rng.choice((*UNAVAILABLE, *REFUSED)), rng.choice(redirects)))
        body = write(value) if rng.random() < 0.5 else rng.choice(("", HTML, '{"error": "no"}'))
        return Drawn(_answer(status, body), f"status {status}")
    if kind == "headers":
        name = rng.choice(tuple(HEADERS))
        status, headers = HEADERS[name]
        return Drawn(Answer(status, headers, write(value)), name)
    places = list(_places(ModelOf(model), value)) if kind == "field" else []
    if not places:
        return _whole(rng.choice(tuple(WHOLE)), value)
    choices = [place for place in places if isinstance(without_null(place.type), Choice)]
    if choices and rng.random() < 0.25:  # what an API has learnt since the step was written
        return _field("an unknown member", rng.choice(choices), value, samples)
    return _field(rng.choice(tuple(FIELD)), rng.choice(places), value, samples)


def broken(samples: Samples) -> Drawn:
    """No reply: the connection breaks in one of the ways it can."""
    name = samples.rng.choice(tuple(BROKEN))
    return Drawn(Answer(error=BROKEN[name]), name)


def every_bad(model: type[BaseModel], value: dict[str, Any], samples: Samples) -> Iterator[Drawn]:
    """`value`, a valid reply, with each of the things wrong that can be, one at a time."""
    for at, _ in enumerate(_places(ModelOf(model), value)):
        for name in FIELD:
            fresh = json.loads(write(value))
            yield _field(name, list(_places(ModelOf(model), fresh))[at], fresh, samples)
    for name in WHOLE:
        yield _whole(name, value)
    for status in (*UNAVAILABLE, *REFUSED):
        yield Drawn(_answer(status, write(value)), f"status {status}")
    for name, (status, headers) in HEADERS.items():
        yield Drawn(Answer(status, headers, write(value)), name)


def misfit(model: type[BaseModel], given: dict[str, Any], samples: Samples) -> str:
    """Change one thing in `given`, parameters that fit `model`, mostly so that they do not; returns what was done."""
    places = list(_places(ModelOf(model), given))
    names = [name for name in FIELD if not name.startswith(AS_WRITTEN)]
    if not places or samples.rng.random() < 0.1:
        given["unknown-parameter"] = samples.rng.choice((None, 1, "text"))
        return "an unknown parameter"
    name, place = samples.rng.choice(names), samples.rng.choice(places)
    _put(name, place, samples)
    return f"parameter {place.key}: {name}"


def _put(name: str, place: Place, samples: Samples) -> None:
    """Do what a mutation does, in the container of `place`."""
    changed = FIELD[name](place, samples)
    if changed is _GONE:
        del place.container[place.key]
    else:
        place.container[place.key] = changed


def _field(name: str, place: Place, value: Any, samples: Samples) -> Drawn:
    """`value` with one mutation at `place`, which is in it."""
    _put(name, place, samples)
    return Drawn(_answer(200, write(value)), f"{name} at {place.key}")


def _whole(name: str, value: Any) -> Drawn:
    return Drawn(_answer(200, WHOLE[name](write(value))), name)


def _answer(status: int, body: str) -> Answer:
    return Answer(status, {"Content-Type": (JSON_TYPE,)}, body)


def _places(type_: Type, value: Any) -> Iterator[Place]:
    """Every field and item below `value`."""
    inner = without_null(type_)
    members = inner.members if isinstance(inner, Union_) else (inner,)
    for member in members:
        if isinstance(member, ModelOf) and isinstance(value, dict):
            given = cast("dict[str, Any]", value)
            for one in fields(member.python):
                if one.wire in given:
                    yield Place(given, one.wire, one.type)
                    yield from _places(one.type, given[one.wire])
        elif isinstance(member, ListOf) and isinstance(value, list):
            items = cast("list[Any]", value)
            for index, item in enumerate(items):
                yield Place(items, index, member.item)
                yield from _places(member.item, item)


_GONE = object()


def _unknown_member(place: Place, samples: Samples) -> Any:
    type_ = without_null(place.type)
    if isinstance(type_, Choice) and isinstance(type_.values[0], int):
        return max(cast("tuple[int, ...]", type_.values)) + 1
    return samples.rng.choice(("unknown", "Approved", " approved", "")) if isinstance(place.value, str) else 99


def _as_text(place: Place, samples: Samples) -> Any:
    return place.value if isinstance(place.value, str) else write(place.value)


def _as_number(place: Place, samples: Samples) -> Any:
    try:
        return int(place.value)
    except (TypeError, ValueError):
        return 1


def _number_text(text: str) -> Mutation:
    """A mutation that writes an integer in another way, or `1` in that way where there is none."""

    def written(place: Place, samples: Samples) -> Any:
        number = place.value if isinstance(without_null(place.type), (Int, Choice)) else 1
        return Raw(text.format(number if type(number) is int else 1))

    return written


def _constant(value: Any) -> Mutation:
    return lambda place, samples: value


def _twice(other: Callable[[Any, Samples], Any]) -> Mutation:
    """A mutation that gives the key a second time, with what `other` makes of its value."""

    def written(place: Place, samples: Samples) -> Any:
        value, again = place.value, other(place.value, samples)
        return Raw(f"{write(value)}, {json.dumps(place.key)}: {write(again)}" if isinstance(place.key, str) else write(again))

    return written


def _conflicting(value: Any, samples: Samples) -> Any:
    return samples.rng.choice([other for other in (0, 1, 2, "x", None, True) if other != value])


def _half(value: Any, samples: Samples) -> Any:
    """Part of an object, so that the two merge; or an empty one, which merges with any."""
    if not isinstance(value, dict):
        return value
    given = cast("Mapping[str, Any]", value)
    return {**{key: given[key] for key in list(given)[::2]}, "extra": 1}


FIELD: dict[str, Mutation] = {
    "missing": _constant(_GONE),
    "null": _constant(None),
    "a text": _constant("text"),
    "an empty text": _constant(""),
    "a number": _constant(1),
    "a fraction": _constant(0.5),
    "true": _constant(True),
    "false": _constant(False),
    "a list": lambda place, samples: [place.value],
    "an empty list": _constant([]),
    "an object": lambda place, samples: {"value": place.value},
    "an empty object": _constant({}),
    "an unknown member": _unknown_member,
    "the number as a text": _as_text,
    "the text as a number": _as_number,
    "written as 1.0": _number_text("{}.0"),
    "written as 1e0": _number_text("{}e0"),
    "written as 1E+0": _number_text("{}E+0"),
    "-0": _constant(Raw("-0")),
    "above 64 bits": _constant(Raw(str(GREATEST + 1))),
    "below 64 bits": _constant(Raw(str(LEAST - 1))),
    "a huge number": _constant(Raw("9" * 40)),
    "1e400": _constant(Raw("1e400")),
    "NaN": _constant(Raw("NaN")),
    "repeated, equal": _twice(lambda value, samples: value),
    "repeated, conflicting": _twice(_conflicting),
    "repeated, merging": _twice(_half),
    "a NUL in a text": _constant(Raw(r'"a\u0000b"')),
    "half a surrogate pair": _constant(Raw(r'"\ud83d"')),
    "a control character": _constant(Raw('"a\x01b"')),
}
"""What can be wrong in one place of a reply."""

AS_WRITTEN = ("written", "-0", "above", "below", "a huge", "1e400", "NaN", "repeated", "a NUL", "half", "a control")
"""How the names of those begin that are ways to write JSON: parameters are data, their text is the workflow's."""

WHOLE: dict[str, Callable[[str], str]] = {
    "an empty body": lambda body: "",
    "white space": lambda body: " \n",
    "null for a body": lambda body: "null",
    "an array": lambda body: f"[{body}]",
    "a text for a body": lambda body: json.dumps(body),
    "not JSON": lambda body: "OK",
    "HTML": lambda body: HTML,
    "truncated": lambda body: body[: len(body) * 2 // 3],
    "two documents": lambda body: f"{body}\n{body}",
    "a comma too many": lambda body: f"{body[:-1]},}}",
    "single quotes": lambda body: body.replace('"', "'"),
    "a comment": lambda body: f"{body} // fine",
    "CUE, not JSON": lambda body: body[1:-1].replace(", ", "\n"),
    "a byte order mark": lambda body: f"\ufeff{body}",
    "white space around": lambda body: f"\n\t {body} \r\n",
    "extra fields": lambda body: _with(body, '"extra": {"deep": [1, null, "x"]}, "more": 0.5'),
    "extra field twice": lambda body: _with(body, '"extra": 1, "extra": 2'),
    "deep nesting": lambda body: _with(body, f'"extra": {"[" * 200}{"]" * 200}'),
    "deep objects": lambda body: _with(body, '"extra": ' + '{"a": ' * 200 + "1" + "}" * 200),
    "a big reply": lambda body: _with(body, f'"extra": "{"x" * 1_000_000}"'),
    "many fields": lambda body: _with(body, ", ".join(f'"extra{number}": {number}' for number in range(300))),
}
"""What can be wrong with a body as a whole."""


HEADERS: dict[str, tuple[int, Mapping[str, tuple[str, ...]]]] = {
    "content type text/html": (200, {"Content-Type": ("text/html",)}),
    "no content type": (200, {}),
    "content type application/octet-stream": (200, {"Content-Type": ("application/octet-stream",)}),
    "another charset": (200, {"Content-Type": ("application/json; charset=utf-16",)}),
    "a redirect": (302, {"Location": ("https://login.example/?next=%2F",)}),
    "a redirect that keeps the method": (307, {"Location": ("/elsewhere",)}),
    "a redirect without a place": (301, {"Location": ("",)}),
    "many headers": (200, {f"X-{number}": ("a", "b") for number in range(50)}),
}
"""What can be odd in the headers: a status and the headers instead of the usual ones."""


def _with(body: str, extra: str) -> str:
    """An object's text with more fields."""
    return f"{{{extra}}}" if body == "{}" else f"{body[:-1]}, {extra}}}"
