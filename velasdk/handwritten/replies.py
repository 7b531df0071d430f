"""The file of `--reply`: what the API of a step answers, as its author knows it, and the wrong answers made from that.

```yaml
parameters: {url: http://api}         # of the step; context: {...} is custom data of the run
approved: {json: {code: 0, data: {status: 1}}}
pending: {json: {code: 0, data: {status: 0}}}
rejected: {json: {code: 0, data: {status: 2}}}
ignored: [data.reason]                # fields of the answer that decide nothing
bad: {a page: {body: "<html>"}}       # instead of the wrong answers made here
```

A reply has `status` (200), `headers`, and `json` or `body`; one answers every request of an execution.
"""

from __future__ import annotations

import json
from collections.abc import Iterator
from copy import deepcopy
from pathlib import Path
from typing import Any, Self, cast

from pydantic import BaseModel, ConfigDict, Field, ValidationError, model_validator
from pydantic_core import PydanticCustomError

from ..diagnostics import VelasdkError
from ..engine.protocol import Answer
from ..simulate.script import read_table

PAGE = "<html><body>502 Bad Gateway</body></html>"
"""What a gateway answers in the place of an API."""

STATUSES = (400, 401, 403, 404, 409, 429, 500, 502, 503)
"""HTTP statuses with which even the body of an approval is none."""


EXACT = 2**53
"""From here on a float has no fraction."""


class _Strict(BaseModel):
    model_config = ConfigDict(extra="forbid", frozen=True)


class Reply(_Strict):
    """One answer: `json` or `body`."""

    status: int = Field(200, ge=100, le=599)
    headers: dict[str, str] = {}
    json_: Any = None
    body: str | None = None

    model_config = ConfigDict(extra="forbid", frozen=True, alias_generator=lambda name: name.rstrip("_"))

    @model_validator(mode="after")
    def _one_body(self) -> Self:
        if self.body is not None and "json_" in self.model_fields_set:
            raise PydanticCustomError("two_bodies", "has both `json` and `body`: give one of them")
        return self

    @property
    def answer(self) -> Answer:
        """This reply as an engine is given it."""
        headers = {key: (value,) for key, value in self.headers.items()}
        if self.body is not None:
            return Answer(self.status, headers, self.body)
        return Answer(self.status, {"Content-Type": ("application/json",), **headers}, json.dumps(self.json_))


class Replies(_Strict):
    """The whole file; see the module."""

    approved: Reply
    pending: Reply | None = None
    rejected: Reply | None = None
    parameters: dict[str, Any] = {}
    context: dict[str, Any] | None = None
    ignored: tuple[str, ...] = ()
    bad: dict[str, Reply] = {}


def read_replies(file: Path) -> Replies:
    """The replies in a file. Raises `VelasdkError` when it cannot be read or says something else."""
    try:
        return Replies.model_validate(read_table(file, "the replies"))
    except ValidationError as error:
        detail = error.errors(include_url=False, include_input=False)[0]
        place = ".".join(str(part) for part in detail["loc"])
        raise VelasdkError(f"{file}: {place}: {detail['msg']}") from None


def bad_replies(replies: Replies) -> dict[str, Answer]:
    """Answers that no step may take for an approval, by what is wrong with each: those of the file, else made from `approved`.

    A field that decides is one that is not `ignored`. It is left out, made null, and given other types; where it tells the
    approval from another reply of the file it is given an unknown value, too.
    """
    if replies.bad:
        return {name: reply.answer for name, reply in replies.bad.items()}
    approved, value = replies.approved, replies.approved.json_
    found = {f"status {status}": approved.model_copy(update={"status": status}) for status in STATUSES}
    texts = {"the body is empty": "", "the body is HTML": PAGE}
    if approved.body is None:
        texts |= {
            "the body is null": "null",
            "the body is an array": json.dumps([value]),
            "the body is a text": json.dumps(json.dumps(value)),
            "the body is an empty object": "{}",
            "the body is cut off": json.dumps(value)[:-1],
        }
        texts |= {name: json.dumps(changed) for name, changed in _changed(replies)}
        texts |= dict(_twice(value, replies.ignored))
    good = json.dumps(value)
    found |= {
        name: Reply(status=approved.status, headers=approved.headers, body=text) for name, text in texts.items() if text != good
    }
    return {name: reply.answer for name, reply in found.items()}


def _changed(replies: Replies) -> Iterator[tuple[str, Any]]:
    """The approval with one field changed."""
    others = [reply.json_ for reply in (replies.pending, replies.rejected) if reply is not None]
    for path in _paths(replies.approved.json_):
        name = ".".join(path)
        if any(name == each or name.startswith(f"{each}.") for each in replies.ignored):
            continue
        yield f"{name} is missing", _with(replies.approved.json_, path, delete=True)
        given = _at(replies.approved.json_, path)
        decides = any(_at(other, path) != given for other in others)
        for what, value in _other(given, decides):
            yield f"{name} is {what}", _with(replies.approved.json_, path, value)


def _other(given: Any, decides: bool) -> Iterator[tuple[str, Any]]:
    """Values that a field of that kind never has."""
    yield "null", None
    yield "an object", {"value": given}
    yield "a list", [given]
    if isinstance(given, bool):
        yield "a text", str(given).lower()
        yield "a number", int(given)
    elif isinstance(given, (int, float)):
        yield "a text", json.dumps(given)
        yield "a fraction", given + 0.5 if abs(given) < EXACT else 0.5
        yield "true", True
        if decides:
            yield "an unknown number", given + 97
    elif isinstance(given, str):
        yield "a number", 1
        yield "empty", ""
        if decides:
            yield "an unknown text", "velasdk-unknown"
    else:
        yield "a text", json.dumps(given)


def _twice(value: Any, ignored: tuple[str, ...]) -> Iterator[tuple[str, str]]:
    """The approval with a key that is there twice, with two values."""
    fields = cast("dict[str, Any]", value) if isinstance(value, dict) else {}
    for key, given in fields.items():
        if key not in ignored and isinstance(given, (int, float, str)):
            text = json.dumps(value)
            other = json.dumps({key: "velasdk-unknown" if isinstance(given, str) else given + 1})
            yield f"{key} is there twice", other[:-1] + ", " + text[1:]


def _paths(value: Any, before: tuple[str, ...] = ()) -> Iterator[tuple[str, ...]]:
    """The path of every field of an object."""
    fields = cast("dict[str, Any]", value) if isinstance(value, dict) else {}
    for key, below in fields.items():
        yield (*before, key)
        yield from _paths(below, (*before, key))


def _at(value: Any, path: tuple[str, ...]) -> Any:
    """What is at a path, None where there is nothing."""
    found: Any = value
    for key in path:
        found = cast("dict[str, Any]", found).get(key) if isinstance(found, dict) else None
    return found


def _with(value: Any, path: tuple[str, ...], new: Any = None, *, delete: bool = False) -> Any:
    """A copy with another value at a path, or without it."""
    copied = deepcopy(value)
    below = _at(copied, path[:-1])
    if delete:
        del below[path[-1]]
    else:
        below[path[-1]] = new
    return copied
