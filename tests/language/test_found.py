"""Programs that once ended otherwise on the engine than in Python: found by random programs, kept as they were found.

Each is executed twice in one run, as an evaluation error shows as a success at the second execution only.
"""

from __future__ import annotations

import json
from typing import Any

import pytest

from tests.lines import check_taken
from velasdk.engine.client import Engine

from .harness import answer, class_of, compiled, in_python, on_engine

PRELUDE = """
from velasdk import Action, Context, Continue, Fail, Model, Parameter, Request, StatusStep, Wait, http
from enum import StrEnum


class Status(StrEnum):
    OPEN = "open"
    DONE = "done"


class Point(Model):
    x: int


class Reply(Model):
    status: Status = Status.DONE
    s: str = ""
    n: int = 0
    b: bool = False
    ob: bool | None = None
    table: dict[str, int] | None = None
    point: Point | None = None
    ints: list[int] = []
    texts: list[str] = []
    holes: list[int | None] = []


class Found(StatusStep[Reply, Status], name="found"):
    on: bool = Parameter(default=False)
    point: Point | None = Parameter(default=None)
    points: list[Point] | None = Parameter(default=None)
    numbers: list[int] = Parameter(default=[])
    most: int | None = Parameter(default=None)
    least: int = Parameter(default=0)
    table: dict[str, int] | None = Parameter(default=None)

{methods}

    actions = {{Status.OPEN: Wait("open"), Status.DONE: Wait("done")}}
"""

REQUEST = """
    def request(self, context: Context) -> Request[Reply]:
        return http.get("http://api", reply=Reply)
"""

STATUS = """
    def status(self, reply: Reply) -> Status | Action:
        return reply.status
"""

PROGRAMS: dict[str, tuple[str, list[Any], list[Any]]] = {
    "a conditional that has no value": (
        REQUEST
        + """
    def status(self, reply: Reply) -> Status | Action:
        text = reply.texts[0] if reply.table is None else reply.s
        if reply.n > len(text):
            return Wait(f"longer than {text}")
        return Wait(f"{text} and {len(text)}")
""",
        [{}],
        [{"texts": []}, {"texts": ["ab"]}, {"table": {}, "s": "xyz", "n": 9}, "<html>", {"texts": 3}],
    ),
    "what a comprehension tests itself": (
        REQUEST
        + """
    def status(self, reply: Reply) -> Status | Action:
        if len([reply.point.x for v in reply.ints if reply.point is not None]) == 0:
            return Wait("none")
        return Wait("some")
""",
        [{}],
        [{"ints": [1]}, {"ints": [1], "point": {"x": 2}}, {"ints": []}, "<html>"],
    ),
    "an element behind an or": (
        REQUEST
        + """
    def status(self, reply: Reply) -> Status | Action:
        return Wait(f"{sum([(v if v is not None else 3) for v in reply.holes if v is not None and v > 1 or reply.b])}")
""",
        [{}],
        [{"holes": [None, 4]}, {"holes": [None, 4], "b": True}, {"holes": []}, {"holes": ["x"]}],
    ),
    "a division by the constant zero": (
        REQUEST
        + """
    def status(self, reply: Reply) -> Status | Action:
        if reply.ob and 1 // 0 > 1:
            return Fail("never")
        return Wait("ok")
""",
        [{}],
        [{}, {"ob": False}, {"ob": True}, "<html>"],
    ),
    "a second name for an optional object": (
        """
    def request(self, context: Context) -> Request[Reply]:
        one = self.point if self.on else self.point
        other = one if self.on else one
        if one is not None and other is not None:
            return http.post("http://api", json={"one": one, "x": other.x, "other": other}, reply=Reply)
        return http.get("http://api", reply=Reply)
"""
        + STATUS,
        [{}, {"point": {"x": 2, "more": 1}}, {"point": {"x": 2}, "on": True}, {"point": None}, {"point": {}}],
        [{}],
    ),
    "a second name for an optional number": (
        """
    def request(self, context: Context) -> Request[Reply]:
        one = self.numbers[0] if self.most is None else self.most
        two = self.numbers[0] if 0 >= self.least else self.most
        three = two if self.on else one
        if self.on and (two is not None or self.most == 3):
            return http.post("http://api", json={"one": one, "two": two}, reply=Reply)
        if two == 7 or two is None or three == 3:
            return http.post("http://api", json={"point": self.point, "three": three}, reply=Reply)
        return http.get("http://api", reply=Reply)
"""
        + STATUS,
        [
            {"numbers": n} | m | o
            for n in ([1], [])
            for m in ({}, {"most": 3}, {"most": 7}, {"least": 1})
            for o in ({}, {"on": True})
        ],
        [{}],
    ),
    "a second name for an optional list": (
        """
    def request(self, context: Context) -> Request[Reply]:
        one = self.points if self.on else self.points
        two = self.table if self.on else self.table
        if one is not None and two is not None:
            return http.post("http://api", json={"one": one, "n": len(one), "two": two, "again": two}, reply=Reply)
        if one is not None:
            return http.post("http://api", json={"xs": [p.x for p in one], "all": one}, reply=Reply)
        return http.get("http://api", reply=Reply)
"""
        + STATUS,
        [{}, {"points": []}, {"points": [{"x": 1}, {"x": 2, "y": 3}], "on": True}, {"points": [{"x": 1}], "table": {"k": 3}}],
        [{}],
    ),
}


@pytest.mark.parametrize(("methods", "parameters", "replies"), PROGRAMS.values(), ids=PROGRAMS)
def test_python_and_engine_agree(methods: str, parameters: list[Any], replies: list[Any], engine: Engine) -> None:
    step = compiled(PRELUDE.format(methods=methods))
    check_taken(engine, step.template)
    for given in parameters:
        for reply in replies:
            body = reply if isinstance(reply, str) else json.dumps(reply)
            expected = in_python(class_of(step), given, body)
            seen = on_engine(engine, step, given, [answer(body)] * 2 if expected.phase == "running" else [answer(body)])
            assert seen == [expected] * len(seen), f"{given} {body}"
