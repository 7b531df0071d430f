"""Makes a history small that shows something: what it does not need is left out, what it needs is made simple."""

from __future__ import annotations

import json
from collections.abc import Callable, Iterator
from dataclasses import replace
from typing import Any, NoReturn, TypeAlias, cast

from ..engine.protocol import Answer, Event, EventName
from ..histories import History
from ..histories.prediction import EXECUTIONS
from ..replies import JSON_TYPE, Raw

Shows: TypeAlias = Callable[[History], bool]
"""Whether a history still shows what is looked for."""


def shrunk(history: History, shows: Shows, most: int) -> History:
    """The smallest history found that `shows` still holds for, which is asked at most `most` times."""
    tried: set[int] = set()  # hashes: bodies can be large
    again = True
    while again:
        again = False
        for candidate in simpler(history):
            price = cost(candidate)
            if price >= cost(history) or hash(price) in tried:
                continue
            if len(tried) == most:
                return history
            tried.add(hash(price))
            if shows(candidate):
                history, again = candidate, True
                break
    return history


def cost(history: History) -> tuple[int, int, int, str, str]:
    """What makes a history large: events above all, then answers, then texts; unlike ones never cost the same."""
    answers = [answer for event in history.events for answer in event.answers]
    parameters = json.dumps(history.parameters)
    size = len(parameters) + sum(map(_size, answers))
    size += sum(event.name is not EventName.RECONCILE for event in history.events)
    placed = history.grouped, history.application, *history.configs.items()
    return len(history.events), len(answers), size + 20 * sum(map(bool, placed)), parameters, repr((history.events, placed))


def _size(answer: Answer) -> int:
    """How much there is to read in an answer; what an API usually sends costs nothing but its body."""
    usual = [AS_JSON] if str(answer.body)[:1] in ("{", "[") else []
    headers = [(name, tuple(values)) for name, values in answer.headers.items()]
    unusual = (answer.status != 200) + (answer.status % 100 != 0) + (headers != usual)
    return len(answer.body) + len(answer.error) + 10 * sum(one != AS_JSON for one in headers) + 5 * unusual


AS_JSON = ("Content-Type", (JSON_TYPE,))


def simpler(history: History) -> Iterator[History]:
    """Histories with one thing left out or simpler, large steps first."""
    events = history.events
    yield replace(history, grouped=False)
    yield replace(history, application=False)
    yield replace(history, configs={})
    for length in (2, 1):
        for at in range(len(events) - length + 1):
            yield replace(history, events=events[:at] + events[at + length :])
    for at, event in enumerate(events):
        if event.name in EXECUTIONS and event.name is not EventName.RECONCILE:
            yield _with(history, at, Event(EventName.RECONCILE, event.answers))
    for parameters in _simpler_json(dict(history.parameters)):
        yield replace(history, parameters=cast("dict[str, Any]", parameters))
    for at, event in enumerate(events):
        if event.answers:
            yield _with(history, at, replace(event, answers=event.answers[:-1]))
        for place, answer in enumerate(event.answers):
            for one in _simpler_answers(answer):
                yield _with(history, at, replace(event, answers=(*event.answers[:place], one, *event.answers[place + 1 :])))


def _with(history: History, at: int, event: Event) -> History:
    return replace(history, events=(*history.events[:at], event, *history.events[at + 1 :]))


def _simpler_answers(answer: Answer) -> Iterator[Answer]:
    """Answers that are simpler in one thing."""
    if answer.error:
        yield Answer(error="EOF")
        return
    yield Answer()
    yield replace(answer, headers={}, body="")
    yield replace(answer, headers=dict([AS_JSON]), status=200)
    yield replace(answer, headers=dict([AS_JSON]))
    yield replace(answer, headers={})
    yield replace(answer, status=200)
    yield replace(answer, status=answer.status // 100 * 100)
    for name in answer.headers:
        yield replace(answer, headers={kept: values for kept, values in answer.headers.items() if kept != name})
    if isinstance(answer.body, str):
        for body in _simpler_bodies(answer.body):
            yield replace(answer, body=body)


def _simpler_bodies(body: str) -> Iterator[str]:
    """Shorter texts; of JSON, JSON with less in it."""
    try:
        value = json.loads(body, object_pairs_hook=_Pairs, parse_float=Raw, parse_int=Raw, parse_constant=_refuse)
    except (ValueError, RecursionError):
        yield from _shorter(body)
        return
    yield _written(value)
    for one in _simpler_json(value):
        yield _written(one)


class _Pairs(list[tuple[str, Any]]):
    """An object as it is written: a key may be there twice."""


def _refuse(text: str) -> NoReturn:
    raise ValueError(text)  # NaN and the like are no JSON


def _written(value: Any) -> str:
    """JSON text in which numbers stand as they were written."""
    if isinstance(value, Raw):
        return value.text
    if isinstance(value, _Pairs):
        return "{" + ", ".join(f"{_text(name)}: {_written(one)}" for name, one in value) + "}"
    if isinstance(value, list):
        return "[" + ", ".join(map(_written, cast("list[Any]", value))) + "]"
    return _text(value) if isinstance(value, str) else json.dumps(value)


def _text(text: str) -> str:
    """A JSON text, as readable as it can be sent."""
    return json.dumps(text, ensure_ascii=any("\ud800" <= char <= "\udfff" for char in text))


def _simpler_json(value: Any) -> Iterator[Any]:
    """Values with something left out or simpler; objects are dicts, or `_Pairs` in the text of a body."""
    match value:
        case dict():
            given = cast("dict[str, Any]", value)
            yield {}
            for name in given:
                yield {kept: one for kept, one in given.items() if kept != name}
            for name, inner in given.items():
                yield from ({**given, name: one} for one in _simpler_json(inner))
        case list():
            items = cast("list[Any]", value)
            kind = type(items)
            yield kind()
            for at in range(len(items)):
                yield kind(items[:at] + items[at + 1 :])
            for at, item in enumerate(items):
                simple = _simpler_json(item[1] if isinstance(items, _Pairs) else item)
                within = ((item[0], one) for one in simple) if isinstance(items, _Pairs) else simple
                yield from (kind([*items[:at], one, *items[at + 1 :]]) for one in within)
        case str():
            yield from _shorter(value)
        case Raw(text):
            yield from map(Raw, _simpler_numbers(text))
        case int() | float() if not isinstance(value, bool):
            yield from map(json.loads, _simpler_numbers(json.dumps(value)))
        case _:
            pass


def _simpler_numbers(text: str) -> Iterator[str]:
    yield from ("0", "1", "2", text.removeprefix("-"))
    if len(text) > 3:
        yield text[: len(text) // 2].rstrip(".eE+-") or "0"


def _shorter(text: str) -> Iterator[str]:
    """Texts without a part of this one, and short ones."""
    yield from ("", "a")
    length = len(text) // 2
    while length:
        if len(text) <= 16 * length:  # of a long text no single characters are tried
            for start in range(0, len(text), length):
                yield text[:start] + text[start + length :]
        length //= 2
