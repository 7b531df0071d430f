"""Tells a history that differs: what each side does, and the history as a script and as a test, ready to be pasted."""

from __future__ import annotations

import json
import re
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import asdict
from typing import Any, NoReturn

import yaml

from ..agreement import Difference
from ..compiler import Compiled
from ..engine.protocol import Answer, Event, EventName
from ..histories import History
from ..replies import JSON_TYPE
from ..simulate import shortened

LONGEST = 300
"""How much is shown of a value that differs."""


def said(difference: Difference) -> list[tuple[str, str, str]]:
    """Where the two sides differ in it, what Python says there and what the engine does."""
    return [
        (f"{difference.what}{path}", _shown(python), _shown(engine))
        for path, python, engine in _apart(difference.python, difference.engine)
    ]


def _apart(python: Any, engine: Any, path: str = "") -> Iterator[tuple[str, Any, Any]]:
    """The parts of two values that are not equal."""
    if isinstance(python, Mapping) and isinstance(engine, Mapping) and set(python) == set(engine):  # pyright: ignore
        for key in python:  # pyright: ignore
            yield from _apart(python[key], engine[key], f"{path}.{key}")
    elif isinstance(python, list) and isinstance(engine, list) and len(python) == len(engine):  # pyright: ignore
        for at, pair in enumerate(zip(python, engine, strict=True)):  # pyright: ignore
            yield from _apart(*pair, f"{path}[{at}]")
    elif python != engine:
        yield path, python, engine


def _shown(value: Any) -> str:
    return shortened(json.dumps(value, default=str, ensure_ascii=False), LONGEST)


def as_script(history: History) -> str:
    """The history as `velasdk simulate --script` reads it."""
    data: dict[str, Any] = {"parameters": dict(history.parameters)} if history.parameters else {}
    placed = {"application": history.application, "grouped": history.grouped}
    data |= {"context": {name: True for name, holds in placed.items() if holds}} if any(placed.values()) else {}
    if history.configs:
        data["configs"] = {name: asdict(config) if config else None for name, config in history.configs.items()}
    data["events"] = [_event(event) for event in history.events]
    return yaml.safe_dump(data, sort_keys=False, allow_unicode=True, width=120)


def _event(event: Event) -> Any:
    """One event of a script: a word, or a table of one word."""
    if event.name is EventName.ADVANCE:
        return {event.name.value: event.seconds}
    return {event.name.value: [_answer(answer) for answer in event.answers]} if event.answers else event.name.value


def _answer(answer: Answer) -> dict[str, Any]:
    """One answer of a script: JSON as such where it comes out as it was."""
    if answer.error:
        return {"error": answer.error}
    found: dict[str, Any] = {"status": answer.status} if answer.status != 200 else {}
    headers = {name: values[0] if len(values) == 1 else list(values) for name, values in answer.headers.items()}
    if headers.get("Content-Type") == JSON_TYPE and (value := _json(answer.body, ensure_ascii=False)) is not None:
        del headers["Content-Type"]
        return {**found, **({"headers": headers} if headers else {}), "json": value}
    return {**found, **({"headers": headers} if headers else {}), **({"body": answer.body} if answer.body else {})}


def _json(body: str | bytes, *, ensure_ascii: bool) -> Any:
    """The JSON value whose text is `body`, None if there is none or if it is `null`."""
    try:
        value = json.loads(body, parse_constant=_refuse)
        return value if json.dumps(value, ensure_ascii=ensure_ascii) == body else None
    except (ValueError, RecursionError):
        return None


def _refuse(text: str) -> NoReturn:
    raise ValueError(text)


TEST = '''\
import pytest

{imports}from velasdk.engine.protocol import {names}
from {module} import {check}


@pytest.mark.parametrize("line", {lines})
def test_{name}(line: str) -> None:
    """{title}"""
    parameters = {parameters}
    events = [
{events}    ]
    assert {check}({file}, {step}, line, parameters, events{placed}) == []
'''


def as_test(
    compiled: Compiled,
    file: str,
    lines: Sequence[str],
    history: History,
    title: str,
    check: str = "velasdk.verify.disagreements",
) -> str:
    """A test that fails as long as `check` finds something on one of `lines`; `file` is where the step is."""
    called = [_call(event) for event in history.events]
    names = {call.partition("(")[0] for call in called} | {"Answer" for event in history.events if event.answers}
    module, _, function = check.rpartition(".")
    return TEST.format(
        module=module,
        check=function,
        names=", ".join(sorted(names, key=lambda name: (name.islower(), name))),
        lines=json.dumps(list(lines)),
        name=re.sub(r"\W", "_", compiled.step.name),
        title=title,
        parameters=repr(dict(history.parameters)),
        events="".join(f"        {call},\n" for call in called),
        file=json.dumps(file),
        step=json.dumps(compiled.step.name),
        imports="from velasdk.connection import Config\n" * any(history.configs.values()),
        placed=", grouped=True" * history.grouped
        + ", application=True" * history.application
        + (f", configs={dict(history.configs)!r}" if history.configs else ""),
    )


def _call(event: Event) -> str:
    """What makes the event in Python."""
    arguments = [_made(answer) for answer in event.answers]
    if event.name is EventName.CRASH_AFTER_REQUEST and event.n != 1:
        arguments.append(f"n={event.n}")
    if event.name is EventName.ADVANCE:
        arguments.append(str(event.seconds))
    return f"{event.name.value.replace('-', '_')}({', '.join(arguments)})"


def _made(answer: Answer) -> str:
    """What makes the answer in Python."""
    if answer.error:
        return f"Answer(error={answer.error!r})"
    if dict(answer.headers) == {"Content-Type": (JSON_TYPE,)}:
        if (value := _json(answer.body, ensure_ascii=True)) is not None:
            return f"Answer.of({value!r}{f', {answer.status}' if answer.status != 200 else ''})"
    parts = [str(answer.status)] if answer.status != 200 or answer.headers or answer.body else []
    if answer.headers or answer.body:
        parts.append(repr({name: tuple(values) for name, values in answer.headers.items()}))
    return f"Answer({', '.join([*parts, *([repr(answer.body)] if answer.body else [])])})"
