"""Reads a script in YAML. Nothing is guessed: what is unknown or of a wrong type is refused with its line."""

from __future__ import annotations

import json
import math
from collections.abc import Callable, Sequence
from pathlib import Path
from typing import Any, NoReturn, TypeVar, cast

import yaml

from ..agreement import STEP
from ..connection import EXAMPLE, Config
from ..context import Context
from ..diagnostics import VelasdkError
from ..engine.protocol import Answer, Event, EventName
from ..settings import nearest
from . import Script

_T = TypeVar("_T")

TOP = ("parameters", "context", "configs", "events")
PLACES = ("application", "grouped")
CONTEXT = ("name", "namespace", "step_name", *PLACES)
CONFIG = ("url", "token")
ANSWER = ("status", "headers", "body", "json", "error")
WITH_ANSWERS = (EventName.RECONCILE, EventName.CRASH_BEFORE_STATUS, EventName.CRASH_AFTER_REQUEST)
MERGE = "tag:yaml.org,2002:merge"  # of the key `<<`
EVENTS = tuple(name.value for name in EventName)


def read_script(file: Path) -> Script:
    """The script in `file`. Raises `VelasdkError` naming the file, the line and the place."""
    return _read(file, _Reading.script)


def read_table(file: Path, what: str) -> dict[str, Any]:
    """The table in `file`, `what` it is, with JSON values as in a script. Raises `VelasdkError` naming file and line."""

    def table(reading: _Reading, node: yaml.Node | None) -> dict[str, Any]:
        given = reading.mapping(node, what) if node is not None else {}
        return {name: reading.json(value, name) for name, value in given.items()}

    return _read(file, table)


def _read(file: Path, what: Callable[[_Reading, yaml.Node | None], _T]) -> _T:
    try:
        return what(_Reading(file), _composed(file))
    except RecursionError:
        raise VelasdkError(f"{file} is nested too deeply, or an anchor in it contains itself") from None


def _composed(file: Path) -> yaml.Node | None:
    """The YAML in `file`; None when it is empty."""
    try:
        text = file.read_text(encoding="utf-8")
    except OSError as error:
        raise VelasdkError(f"{file} cannot be read: {error.strerror}") from None
    except UnicodeDecodeError as error:
        raise VelasdkError(f"{file} is not UTF-8: {error}") from None
    try:
        return yaml.compose(text, Loader=yaml.SafeLoader)
    except yaml.MarkedYAMLError as error:
        line = error.problem_mark.line + 1 if error.problem_mark else 1
        raise VelasdkError(f"{file}:{line}: this is not YAML: {error.problem or error.context}") from None
    except yaml.YAMLError as error:
        raise VelasdkError(f"{file} is not YAML: {str(error).splitlines()[0]}") from None


class _Reading:
    """Reads one file; places are paths such as `events[2].reconcile[0].status`."""

    def __init__(self, file: Path) -> None:
        self.file = file

    def refuse(self, node: yaml.Node | None, path: str, message: str) -> NoReturn:
        """Give up, naming the place."""
        line = node.start_mark.line + 1 if node is not None else 1
        raise VelasdkError(f"{self.file}:{line}: {f'{path}: ' if path else ''}{message}")

    def script(self, node: yaml.Node | None) -> Script:
        """The whole file."""
        if node is None:
            self.refuse(node, "", "the script is empty: write `events:` with a list of events")
        top = self.mapping(node, "", TOP)
        if "events" not in top:
            self.refuse(node, "", "`events` is missing: write a list of events")
        parameters: Any = self.json(top["parameters"], "parameters") if "parameters" in top else {}
        if not isinstance(parameters, dict):
            self.refuse(top["parameters"], "parameters", f"should be a table, not {_kind(parameters)}")
        context, places = self.context(top.get("context"))
        events = tuple(self.event(item, f"events[{at}]") for at, item in enumerate(self.sequence(top["events"], "events")))
        if not events:
            self.refuse(top["events"], "events", "is empty: write at least one event")
        named = self.mapping(top["configs"], "configs") if "configs" in top else {}
        configs = {name: self.config(value, f"configs.{name}") for name, value in named.items()}
        return Script(cast("dict[str, Any]", parameters), context, events, self.file.name, **places, configs=configs)

    def config(self, node: yaml.Node, path: str) -> Config | None:
        """What the config of a connection has, None for one that is not there."""
        if isinstance(node, yaml.ScalarNode) and node.tag == "tag:yaml.org,2002:null":
            return None
        given = {key: self.typed(value, f"{path}.{key}", str) for key, value in self.mapping(node, path, CONFIG).items()}
        return Config(given.get("url", EXAMPLE.url), given.get("token", EXAMPLE.token))

    def context(self, node: yaml.Node | None) -> tuple[Context, dict[str, bool]]:
        """The run the step is part of, and where the step stands in it."""
        given = self.mapping(node, "context", CONTEXT) if node is not None else {}
        texts = {key: self.typed(value, f"context.{key}", str) for key, value in given.items() if key not in PLACES}
        places = {key: self.typed(given[key], f"context.{key}", bool) for key in PLACES if key in given}
        return Context(**{"step_name": STEP, **texts}), places

    def event(self, node: yaml.Node, path: str) -> Event:
        """One event: a word, or a table of one word."""
        if isinstance(node, yaml.ScalarNode):
            name = self.name(node, path)
            if name is EventName.ADVANCE:
                self.refuse(node, path, "`advance` needs its seconds: write `advance: 60`")
            return Event(name)
        given = self.mapping(node, path, EVENTS, "event")
        if len(given) != 1:
            self.refuse(node, path, f"an event is one word, here are {len(given)}: begin each with `-`")
        word, value = next(iter(given.items()))
        name = EventName(word)
        path = f"{path}.{word}"
        if name is EventName.ADVANCE:
            seconds = self.typed(value, path, int)
            if seconds < 0:
                self.refuse(value, path, "should not be negative")
            return Event(name, seconds=seconds)
        if name not in WITH_ANSWERS:
            self.refuse(value, path, f"takes nothing: write `- {word}`")
        answers = tuple(self.answer(item, f"{path}[{at}]") for at, item in enumerate(self.sequence(value, path)))
        # After how many requests the controller dies is not written: those before the last are answered.
        return Event(name, answers, n=len(answers) + 1 if name is EventName.CRASH_AFTER_REQUEST else 1)

    def name(self, node: yaml.ScalarNode, path: str) -> EventName:
        """The event that a word names."""
        if node.value not in EVENTS:
            self.refuse(node, path, f"unknown event `{node.value}`{nearest(node.value, EVENTS)}")
        return EventName(node.value)

    def answer(self, node: yaml.Node, path: str) -> Answer:
        """One answer of the API."""
        given = self.mapping(node, path, ANSWER)
        bodies = [key for key in ("json", "body", "error") if key in given]
        if len(bodies) > 1:
            self.refuse(node, path, f"has both `{bodies[0]}` and `{bodies[1]}`: give one of them")
        if "error" in given:
            if extra := [key for key in given if key != "error"]:
                self.refuse(given[extra[0]], path, f"an `error` of the connection has no `{extra[0]}`")
            return Answer(error=self.typed(given["error"], f"{path}.error", str) or "connection refused")
        status = self.typed(given["status"], f"{path}.status", int) if "status" in given else 200
        if not 100 <= status <= 599:
            self.refuse(given["status"], f"{path}.status", f"{status} is no HTTP status: use 100 to 599")
        headers = self.headers(given["headers"], f"{path}.headers") if "headers" in given else {}
        if "body" in given:
            return Answer(status, headers, self.typed(given["body"], f"{path}.body", str))
        if "json" in given:
            text = json.dumps(self.json(given["json"], f"{path}.json"), ensure_ascii=False)
            return Answer(status, {"Content-Type": ("application/json",), **headers}, text)
        return Answer(status, headers)

    def headers(self, node: yaml.Node, path: str) -> dict[str, tuple[str, ...]]:
        """Headers: a text each, or a list of texts."""
        found: dict[str, tuple[str, ...]] = {}
        for name, value in self.mapping(node, path).items():
            items = value.value if isinstance(value, yaml.SequenceNode) else [value]
            found[name] = tuple(self.typed(item, f"{path}.{name}", str) for item in items)
        return found

    def mapping(self, node: yaml.Node, path: str, known: Sequence[str] = (), what: str = "key") -> dict[str, yaml.Node]:
        """A table with keys among `known`, each once."""
        if not isinstance(node, yaml.MappingNode):
            self.refuse(node, path or "the script", f"should be a table, not {_kind(self.plain(node))}")
        found: dict[str, yaml.Node] = {}
        for key, value in node.value:
            if not isinstance(key, yaml.ScalarNode) or key.tag == MERGE:
                self.refuse(key, path, "a key should be a text: write the keys out")
            word = str(key.value)
            if known and word not in known:
                self.refuse(key, path, f"unknown {what} `{word}`{nearest(word, known)}")
            if word in found:
                self.refuse(key, path, f"`{word}` is there twice")
            found[word] = value
        return found

    def sequence(self, node: yaml.Node, path: str) -> list[yaml.Node]:
        """A list."""
        if not isinstance(node, yaml.SequenceNode):
            self.refuse(node, path, f"should be a list, not {_kind(self.plain(node))}")
        return list(node.value)

    def typed(self, node: yaml.Node, path: str, type_: type[Any]) -> Any:
        """A value of one type."""
        value = self.plain(node)
        if type(value) is not type_:
            wanted = {str: "a text", int: "a whole number", bool: "true or false"}[type_]
            quoted = f': write "{node.value}"' if type_ is str and isinstance(node, yaml.ScalarNode) else ""
            self.refuse(node, path, f"should be {wanted}, not {_kind(value)}{quoted}")
        return value

    def json(self, node: yaml.Node, path: str) -> Any:
        """Any JSON value; a date, say, is none."""
        if isinstance(node, yaml.MappingNode):
            given = self.mapping(node, path)
            for key, _ in node.value:
                if not isinstance(self.plain(key), str):
                    self.refuse(key, path, f'the key `{key.value}` should be a text: write "{key.value}"')
            return {key: self.json(value, f"{path}.{key}") for key, value in given.items()}
        if isinstance(node, yaml.SequenceNode):
            return [self.json(item, f"{path}[{at}]") for at, item in enumerate(node.value)]
        value = self.plain(node)
        if isinstance(value, float) and not math.isfinite(value):
            self.refuse(node, path, f"{node.value} is no JSON")
        if value is not None and type(value) not in (str, int, float, bool):
            self.refuse(node, path, f'{_kind(value)} is no JSON: write "{node.value}" for a text')
        return value

    def plain(self, node: yaml.Node) -> Any:
        """The Python value that YAML says a node is."""
        loader: Any = yaml.SafeLoader("")
        try:
            return loader.construct_object(node, deep=True)
        except yaml.MarkedYAMLError as error:
            self.refuse(node, "", f"this cannot be read: {error.problem}")
        except (ValueError, LookupError, AttributeError):  # of Python, for `2024-13-01` or `!!bool x`
            self.refuse(node, "", "this cannot be read: it is not what it looks like, or what its tag says")


_KINDS: dict[type, str] = {
    type(None): "nothing",
    bool: "true or false",
    int: "a number",
    float: "a number",
    str: "a text",
    bytes: "binary data",
    list: "a list",
    dict: "a table",
}


def _kind(value: object) -> str:
    """What a script's author calls a value of this kind."""
    return _KINDS.get(type(value), f"a {type(value).__name__}")
