"""What `-p name=value` gives a step, and what is refused."""

from __future__ import annotations

from enum import IntEnum, StrEnum
from typing import Any, Literal

import pytest

from velasdk import Action, Context, Continue, Model, Parameter, Step
from velasdk.cluster.parameters import properties
from velasdk.diagnostics import VelasdkError


class Size(StrEnum):
    SMALL = "small"
    LARGE = "large"


class Level(IntEnum):
    LOW = 1
    HIGH = 2


class Api(Model):
    url: str
    port: int = 443


class Everything(Step, name="everything"):
    url: str = Parameter(usage="Where it is", pattern="^https?://")
    count: int = Parameter(default=1, ge=1, le=5)
    ratio: float = Parameter(default=0.5)
    dry_run: bool = Parameter(default=False, alias="dryRun")
    size: Size = Parameter(default=Size.SMALL)
    level: Level = Parameter(default=Level.LOW)
    kind: Literal["vm", "disk"] | None = Parameter(default=None)
    note: str | None = Parameter(default=None)
    code: int | str = Parameter(default=0)
    names: list[str] = Parameter(default_factory=list[str])
    tags: dict[str, int] = Parameter(default_factory=dict[str, int])
    api: Api | None = Parameter(default=None)
    extra: Any = Parameter(default=None)

    async def run(self, context: Context) -> Action:
        return Continue()


URL = "url=https://a.example/?q=1&r=2"
GIVEN: dict[str, tuple[list[str], dict[str, Any]]] = {
    "a text has equals signs": ([URL], {}),
    "integer": ([URL, "count=3"], {"count": 3}),
    "number": ([URL, "ratio=1e-3"], {"ratio": 0.001}),
    "whole number": ([URL, "ratio=2"], {"ratio": 2}),
    "boolean by its alias": ([URL, "dryRun=true"], {"dryRun": True}),
    "enum of texts": ([URL, "size=large"], {"size": "large"}),
    "enum of integers": ([URL, "level=2"], {"level": 2}),
    "literal or nothing": ([URL, "kind=vm"], {"kind": "vm"}),
    "a text stays one": ([URL, "note=007"], {"note": "007"}),
    "no text": ([URL, "note="], {"note": ""}),
    "null is a text there": ([URL, "note=null"], {"note": "null"}),
    "union reads JSON": ([URL, "code=7"], {"code": 7}),
    "union reads quoted": ([URL, 'code="7"'], {"code": "7"}),
    "union takes what is another JSON": ([URL, "code=1.5"], {"code": "1.5"}),
    "a text keeps its quotes": ([URL, 'note="x"'], {"note": '"x"'}),
    "union takes a text": ([URL, "code=a7"], {"code": "a7"}),
    "list": ([URL, 'names=["a", "b"]'], {"names": ["a", "b"]}),
    "map": ([URL, 'tags={"a": 1}'], {"tags": {"a": 1}}),
    "object": ([URL, 'api={"url": "x"}'], {"api": {"url": "x"}}),
    "null": ([URL, "api=null"], {"api": None}),
    "anything as JSON": ([URL, "extra=[1.5, null]"], {"extra": [1.5, None]}),
    "anything as a text": ([URL, "extra=plain"], {"extra": "plain"}),
}


@pytest.mark.parametrize("given, meant", GIVEN.values(), ids=GIVEN)
def test_a_value_is_read_by_the_type(given: list[str], meant: dict[str, Any]) -> None:
    found = properties(Everything, given, {})
    assert found == {"url": "https://a.example/?q=1&r=2", **meant}
    assert {key: type(value) for key, value in found.items() if key in meant} == {k: type(v) for k, v in meant.items()}


REFUSED: dict[str, tuple[list[str], str]] = {
    "missing": ([], "the parameter `url` is missing: string, matching `^https?://` (Where it is)"),
    "misspelt": ([URL, "cuont=1"], "the step has no parameter `cuont`: did you mean `count`?"),
    "not by its Python name": ([URL, "dry_run=true"], "the step has no parameter `dry_run`: did you mean `dryRun`?"),
    "no value": ([URL, "count"], "-p count: give a name and a value, as in -p url=..."),
    "twice": ([URL, "count=1", "count=2"], "-p count is there twice: give a list as JSON, as in -p 'count=[1, 2]'"),
    "no integer": ([URL, "count=three"], "the parameter `count` should be integer >= 1 and <= 5"),
    "too many": ([URL, "count=6"], "the parameter `count` should be integer >= 1 and <= 5"),
    "a fraction": ([URL, "count=1.0"], "the parameter `count` should be integer >= 1 and <= 5"),
    "yes is no boolean": ([URL, "dryRun=yes"], "the parameter `dryRun` should be boolean"),
    "no choice": ([URL, "size=huge"], 'the parameter `size` should be "small" or "large"'),
    "an integer as a text": ([URL, 'level="2"'], "the parameter `level` should be 1 or 2"),
    "pattern": (["url=ftp://x"], "the parameter `url` should be string, matching `^https?://`"),
    "no list": ([URL, "names=a"], "the parameter `names` should be list of string"),
    "a list of others": ([URL, "names=[1]"], "the parameter `names` should be list of string"),
    "no object": ([URL, "api=x"], "the parameter `api` should be object, or null: give it as JSON, as in -p 'api={...}'"),
    "in an object": (
        [URL, 'api={"url": "x", "port": "1"}'],
        "the parameter `api.port` should be integer: give it as JSON, as in -p 'api={...}'",
    ),
    "missing in an object": ([URL, "api={}"], "the parameter `api.url` is missing: string"),
    "infinite": ([URL, "ratio=NaN"], "the parameter `ratio` should be number"),
    "too long for the engine": (
        [URL, "extra=1234567890123456"],
        "a number among the parameters is longer than the engine can carry",
    ),
}


@pytest.mark.parametrize("given, message", REFUSED.values(), ids=REFUSED)
def test_what_the_step_would_refuse_is_refused_here(given: list[str], message: str) -> None:
    with pytest.raises(VelasdkError) as refused:
        properties(Everything, given, {})
    assert str(refused.value) == message


def test_a_table_goes_behind() -> None:
    table = {"url": "https://b.example", "count": 2, "ratio": 0.25}
    assert properties(Everything, ["count=3"], table) == {"url": "https://b.example", "count": 3, "ratio": 0.25}
    with pytest.raises(VelasdkError, match="the parameter `count` should be integer"):
        properties(Everything, [], {**table, "count": "3"})
    with pytest.raises(VelasdkError, match="no parameter `counts`: did you mean `count`"):
        properties(Everything, [], {**table, "counts": 3})


class Nothing(Step, name="nothing"):
    async def run(self, context: Context) -> Action:
        return Continue()


def test_a_step_without_parameters() -> None:
    assert properties(Nothing, [], {}) == {}
    with pytest.raises(VelasdkError) as refused:
        properties(Nothing, ["url=x"], {})
    assert str(refused.value) == "the step has no parameter `url`"
