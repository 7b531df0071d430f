"""Reads `scenarios/*.yaml`: a statement about the engines, the hand-written CUE that shows it, and what was seen on each line.

| key | is |
|---|---|
| `title` | the statement, one sentence |
| `says` | what it means for somebody who writes a step |
| `builtin`, `legacy` | the template of the step `ask`, or a table of templates by step type |
| `cue` | plain CUE instead of templates: `values` names what is looked up in it |
| `lines` | line to dialect, where it is not that of `velasdk.dialects` |
| `parameters`, `workflow`, `application`, `context`, `objects` | the run; without `workflow` it has one step, `ask` |
| `answers` | what a word in `events` stands for |
| `events` | what happens: a word, or `word: what it takes`; `times` repeats it |
| `cases` | instead of one run several: `parameters`, and `events` and templates of each where it has its own |
| `matrix` | instead of events: every bad answer of the table, in three places |
| `shows` | what is told of a record beside phase, reason and the number of requests |
| `trace` | what was seen, by line; the last key, written by `VELASDK_UPDATE=1 pytest tests/evidence` |

`contents.yaml` says under which heading of `docs/engine.md` each stands, in the order of the page.

An answer is a number (a status), a text (a body with status 200), or a table of `status`, `headers`, `body`, `json`, `error`.
"""

from __future__ import annotations

from collections.abc import Mapping
from functools import cache
from pathlib import Path
from typing import Any, Literal, TypeAlias, cast

import yaml
from pydantic import BaseModel, ConfigDict, Field

from velasdk.dialects import LINES, Dialect
from velasdk.engine.protocol import Answer, Event, EventName, Json

FOLDER = Path(__file__).parent / "scenarios"
CONTENTS = Path(__file__).parent / "contents.yaml"

Shown: TypeAlias = Literal["message", "workflow", "queued", "requeue", "requests", "bodies", "outputs", "labels", "error"]
"""What a trace can tell beside phase, reason and the number of requests."""

Texts: TypeAlias = str | dict[str, str]
"""A template, or several by step type."""


class _Strict(BaseModel):
    model_config = ConfigDict(extra="forbid", frozen=True)


class Case(_Strict):
    """A run of its own: its parameters, and its template and events where they are not those of the scenario."""

    builtin: str | None = None
    legacy: str | None = None
    parameters: dict[str, Any] = {}
    events: list[Any] = []

    def text(self, dialect: Dialect) -> str | None:
        """The template of a dialect that is not that of the scenario."""
        return self.legacy if dialect is Dialect.LEGACY else self.builtin


class Matrix(_Strict):
    """Every bad answer three times: from the start, after the answer `pending`, and after `pending` and a resume."""

    pending: str
    bad: dict[str, str]


class Scenario(_Strict):
    """One file."""

    name: str
    title: str
    says: str
    builtin: Texts | None = None
    legacy: Texts | None = None
    cue: str | None = None
    values: list[str] = []
    lines: dict[str, Dialect] = Field(default_factory=dict[str, Dialect])
    parameters: dict[str, Any] = {}
    workflow: list[dict[str, Any]] = []
    mode: dict[str, str] | None = None
    application: bool = False
    context: dict[str, Any] | None = None
    objects: list[dict[str, Any]] = []
    answers: dict[str, Any] = {}
    events: list[Any] = []
    cases: dict[str, Case] = {}
    matrix: Matrix | None = None
    shows: list[Shown] = []
    trace: dict[str, list[str]] = {}

    @property
    def on(self) -> Mapping[str, Dialect]:
        """The lines this is played on, oldest first, and the text each is given."""
        if self.lines:
            return self.lines
        return {line: dialect for line, dialect in LINES.items() if self.cue or self.has(dialect)}

    def has(self, dialect: Dialect) -> bool:
        """Whether there is anything in a dialect, in the cases or for all of them."""
        return self.text(dialect) is not None or any(case.text(dialect) is not None for case in self.cases.values())

    def text(self, dialect: Dialect) -> Texts | None:
        """The templates of a dialect."""
        return self.legacy if dialect is Dialect.LEGACY else self.builtin

    def definitions(self, line: str, case: Case | None) -> dict[str, str]:
        """The templates a line is given, by step type."""
        dialect = self.on[line]
        text = (case.text(dialect) if case else None) or self.text(dialect)
        assert text is not None, f"{self.name} has no text for {line}"
        return {"ask": text} if isinstance(text, str) else text

    @property
    def seen(self) -> dict[str, list[str]]:
        """The golden trace of each line there is one for."""
        return expanded(self.trace, tuple(self.on))

    @property
    def rows(self) -> list[str]:
        """What each entry of a trace belongs to."""
        if self.cue is not None:
            return self.values
        return list(self.cases) or [told(event) for event in self.events]


@cache
def sections() -> Mapping[str, tuple[Scenario, ...]]:
    """All scenarios, by heading."""
    listed: dict[str, list[str]] = yaml.safe_load(CONTENTS.read_text(encoding="utf-8"))
    return {title: tuple(read(FOLDER / f"{name}.yaml") for name in names) for title, names in listed.items()}


def scenarios() -> tuple[Scenario, ...]:
    """All of them, in the order of the page."""
    return tuple(scenario for of_section in sections().values() for scenario in of_section)


def read(file: Path) -> Scenario:
    """The scenario in `file`."""
    data: dict[str, Any] = yaml.safe_load(file.read_text(encoding="utf-8"))
    assert list(data)[-1] == "trace" or "trace" not in data, f"{file.name}: `trace` is the last key"
    return Scenario.model_validate({"name": file.stem, **data})


def write_trace(name: str, line: str, entries: list[str]) -> None:
    """Put the trace of one line into a scenario's file; the rest of the file stays as it is."""
    file = FOLDER / f"{name}.yaml"
    scenario = read(file)
    seen = {**scenario.seen, line: entries}
    head = file.read_text(encoding="utf-8").partition("\ntrace:\n")[0].rstrip("\n")
    trace = merged(seen, tuple(scenario.on))
    dumped = yaml.safe_dump({"trace": trace}, sort_keys=False, allow_unicode=True, width=120)
    file.write_text(f"{head}\n{dumped}", encoding="utf-8")


def expanded(trace: Mapping[str, list[str]], lines: tuple[str, ...]) -> dict[str, list[str]]:
    """A trace by line; `all` and keys such as `1.10, 1.11` stand for several."""
    found = {line: entries for key, entries in trace.items() for line in (lines if key == "all" else key.split(", "))}
    assert set(found) <= set(lines), f"a trace of {sorted(set(found) - set(lines))}"
    return {line: found[line] for line in lines if line in found}


def merged(seen: Mapping[str, list[str]], lines: tuple[str, ...]) -> dict[str, list[str]]:
    """Lines with the same trace under one key."""
    found: dict[str, list[str]] = {}
    for line in lines:
        if line not in seen:
            continue
        key = next((key for key, entries in found.items() if entries == seen[line]), None)
        entries = found.pop(key) if key is not None else seen[line]
        found[f"{key}, {line}" if key is not None else line] = entries
    key = ", ".join(lines)
    return {"all": found[key]} if list(found) == [key] else found


def events(scenario: Scenario, written: list[Any]) -> list[list[Event]]:
    """The events of a script, those of a repeated one together."""
    return [_event(scenario, one) for one in written]


def _event(scenario: Scenario, written: Any) -> list[Event]:
    word, value, times = _parts(written)
    name = EventName(word)
    if name is EventName.ADVANCE:
        return [Event(name, seconds=value)] * times
    if name in (EventName.RECONCILE, EventName.CRASH_BEFORE_STATUS, EventName.CRASH_AFTER_REQUEST):
        found = tuple(_answer(scenario.answers.get(one, one) if isinstance(one, str) else one) for one in _several(value))
        return [Event(name, found, n=len(found) + 1 if name is EventName.CRASH_AFTER_REQUEST else 1)] * times
    return [Event(name, step=value or "")] * times


def _parts(written: Any) -> tuple[str, Any, int]:
    """The word of an event, what it takes, and how often it happens."""
    given: dict[str, Any] = {**written} if isinstance(written, dict) else {written: None}
    times: int = given.pop("times", 1)
    [(word, value)] = given.items()
    return word, value, times


def _several(value: Any) -> list[Any]:
    """What is written as a list, or alone for a list of one, or not at all."""
    return [] if value is None else cast("list[Any]", value) if isinstance(value, list) else [value]


def _answer(written: Any) -> Answer:
    if isinstance(written, int):
        return Answer(written)
    if isinstance(written, str):
        return Answer(body=written)
    given: dict[str, Json] = dict(written)
    headers = {key: (value,) for key, value in given.pop("headers", {}).items()}
    if "json" in given:
        answer = Answer.of(given.pop("json"), given.pop("status", 200))
        assert not given
        return answer
    return Answer(**given, headers=headers)


def told(written: Any) -> str:
    """An event in words, as a reader sees it."""
    word, value, times = _parts(written)
    text = f"{word} {' + '.join(str(one) for one in _several(value))}".rstrip().replace("\ufeff", "\\ufeff")
    text = f"{text} s" if word == "advance" else text
    return f"{text} ({times} times)" if times > 1 else text
