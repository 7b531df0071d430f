"""YAML that may come from anywhere, as JSON data: in bounded time and memory, and as no other reader could misunderstand it.

Anchors, aliases and tags are refused, since what they stand for can be larger than what is read. Plain words are what they
are in JSON: a date, `yes` or `1:20` is a text.
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from typing import Any

import yaml

from ..diagnostics import VelasdkError

LARGEST = 2 * 1024 * 1024
"""How many bytes are read; Kubernetes stores no object of as many."""

DEEPEST, MOST = 50, 100_000
"""How deep it may be nested, and how many values it may have."""

LOADER: type[yaml.SafeLoader] = getattr(yaml, "CSafeLoader", yaml.SafeLoader)
"""libyaml is many times as fast, and not in every build of PyYAML."""

_WORDS = {"": None, "~": None, "null": None, "true": True, "false": False}
_INTEGER = re.compile(r"-?(0|[1-9][0-9]{0,99})")
_NUMBER = re.compile(r"-?(0|[1-9][0-9]{0,99})(\.[0-9]{1,99})?([eE][-+]?[0-9]{1,4})?")


class Unreadable(VelasdkError):
    """A text is no YAML, or none that is taken from outside."""


def read_yaml(content: bytes, name: str) -> Any:
    """The only document in `content`; messages call it `name`. Raises `Unreadable`."""
    if len(content) > LARGEST:
        raise Unreadable(f"{name} has more than {LARGEST >> 20} MB")
    try:
        return _Reader(content).document()
    except yaml.YAMLError as error:
        mark = getattr(error, "problem_mark", None)
        where = f":{mark.line + 1}" if mark is not None else ""
        raise Unreadable(f"{name}{where} is no YAML: {getattr(error, 'problem', None) or 'it cannot be decoded'}") from None
    except _Refused as refused:
        raise Unreadable(f"{name} {refused}") from None


class _Refused(Exception):
    """Why YAML is not read, as the end of a sentence that begins with its name."""


class _Reader:
    def __init__(self, content: bytes) -> None:
        self._events: Iterator[yaml.Event] = yaml.parse(content, Loader=LOADER)
        self._left = MOST

    def document(self) -> Any:
        """The document; None where there is none."""
        data: Any = None
        documents = 0
        for event in self._events:
            if isinstance(event, yaml.DocumentStartEvent):
                documents += 1
                if documents > 1:
                    raise _Refused("has more than one document")
                data = self._value(next(self._events), 0)
        return data

    def _value(self, event: yaml.Event, depth: int) -> Any:
        self._left -= 1
        if self._left < 0 or depth > DEEPEST:
            raise _Refused("holds too much to be read" if self._left < 0 else "is nested too deep to be read")
        if isinstance(event, yaml.AliasEvent) or getattr(event, "anchor", None) or getattr(event, "tag", None):
            raise _Refused(f"has an anchor, an alias or a tag in line {_line(event)}")
        if isinstance(event, yaml.ScalarEvent):
            return _scalar(event)
        if isinstance(event, yaml.SequenceStartEvent):
            return [self._value(one, depth + 1) for one in self._until(yaml.SequenceEndEvent)]
        found: dict[str, Any] = {}
        for key in self._until(yaml.MappingEndEvent):
            self._value(key, depth + 1)
            if not isinstance(key, yaml.ScalarEvent) or key.value in found:
                what = "a key twice" if isinstance(key, yaml.ScalarEvent) else "a key that is no text"
                raise _Refused(f"has {what} in line {_line(key)}")
            found[key.value] = self._value(next(self._events), depth + 1)
        return found

    def _until(self, end: type[yaml.Event]) -> Iterator[yaml.Event]:
        while not isinstance(event := next(self._events), end):
            yield event


def _line(event: yaml.Event) -> int:
    return event.start_mark.line + 1 if event.start_mark is not None else 0


def _scalar(event: yaml.ScalarEvent) -> Any:
    """A text, or what a plain word says."""
    text: str = event.value
    if event.style:
        return text
    if text in _WORDS:
        return _WORDS[text]
    if _INTEGER.fullmatch(text):
        return int(text)
    return float(text) if _NUMBER.fullmatch(text) else text
