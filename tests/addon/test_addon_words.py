"""What a step does, in words: each way an execution can end, with all that leads there."""

from __future__ import annotations

from pathlib import Path

from velasdk.addon.parameters import example, rows
from velasdk.addon.words import Case, requests
from velasdk.compiler import Compiled, compile_all
from velasdk.diagnostics import Findings

HEAD = """
from enum import Enum
from typing import Literal
from velasdk import *


class Color(Enum):
    RED = "red"
    GREEN = "light-green"


class Reply(Model):
    color: Color
    count: int = 0
    tags: list[str] = []
    note: str | None = None

"""

BRANCHES = """
class Paint(StatusStep[Reply, Color], name="paint"):
    url: str
    most: int = 3
    strict: bool = False

    def request(self, context: Context) -> Request[Reply]:
        return http.get(f"{self.url}/paint", query={"n": self.most}, reply=Reply, on_refused=Fail("none"))

    def status(self, reply: Reply) -> Color | Action:
        late = [tag for tag in reply.tags if tag not in ["a", "b"]]
        if (reply.count + 1) * 2 > self.most and (reply.count == 0 or not self.strict):
            return Wait(f"{len(late)} of {reply.count}")
        if self.strict:
            if reply.note is not None and reply.note.startswith("x"):
                size = len(reply.tags) + reply.count
                return Fail(f"strict: {size}, {size}")
            return Color.RED
        return reply.color

    actions = {Color.RED: Suspend("red"), Color.GREEN: Continue()}
"""


def compiled(folder: Path, text: str) -> Compiled:
    (folder / "step.py").write_text(HEAD + text, encoding="utf-8")
    findings = Findings()
    steps = compile_all([folder], findings, folder)
    assert not findings.has_errors, findings.items
    return steps[0]


def told(case: Case) -> tuple[str, str]:
    when = " & ".join("".join(piece.text for piece in pieces) for pieces in case.when)
    return when, "".join(piece.text for piece in case.then)


def test_each_way_to_end(tmp_path: Path) -> None:
    [sent] = requests(compiled(tmp_path, BRANCHES).step.body)
    assert [told(case) for case in sent.cases] == [
        (
            "the API is not available (HTTP 5xx or 429)",
            "the step waits and asks again by itself: GET <url>/paint answered <HTTP status>",
        ),
        ("the API refuses (any other HTTP status but 2xx)", "the step fails, and the workflow with it: none"),
        (
            "the API answers something else than the expected reply",
            "the step fails, and the workflow with it: "
            "GET <url>/paint answered no Reply: <the field> is missing or not of its type",
        ),
        (
            "(reply.count + 1) * 2 > most and (reply.count == 0 or not strict)",
            "the step waits and asks again by itself: "
            '<len([tag for tag in reply.tags if tag not in ["a", "b"]])> of <reply.count>',
        ),
        (
            'strict & reply.note is not null and reply.note.startswith("x")',
            "the step fails, and the workflow with it: "
            "strict: <len(reply.tags) + reply.count>, <len(reply.tags) + reply.count>",
        ),
        (
            "strict",
            "the workflow is suspended at red: once resumed, the step asks again by itself until the answer is another",
        ),
        (
            'reply.color is "red"',
            "the workflow is suspended at red: once resumed, the step asks again by itself until the answer is another",
        ),
        ('reply.color is "light-green" (GREEN)', "the step succeeds and the workflow goes on"),
    ]


def test_what_is_sent(tmp_path: Path) -> None:
    [sent] = requests(compiled(tmp_path, BRANCHES).step.body)
    assert sent.text == "GET <url>/paint?n=<most>"
    shape = '{color: "red" or "light-green", count?: integer, tags?: [string], note?: string or null}'
    assert sent.replies == (("reply", shape),)


BODIES = """
class Inner(Model, alias_generator=to_camel):
    first_name: str
    numbers: list[int] = []


class Paint(StatusStep[Reply, Color], name="paint"):
    name: str = Parameter(min_length=1, max_length=9, pattern="^[a-z]+$")
    amount: int = Parameter(ge=2)
    share: float = Parameter(gt=0, default=0.5)
    kind: Literal["x", "y"]
    inner: Inner
    labels: dict[str, bool] = {}
    several: list[str] = Parameter(default=["a"], min_length=1)
    note: str | None = None

    def request(self, context: Context) -> Request[Reply]:
        body = {"a": [1, self.amount, {}], "b": {"name": self.name}, "c": f"{self.name}!", "d": None}
        return http.post("http://x", json=body, reply=Reply)

    def status(self, reply: Reply) -> Color:
        return reply.color

    actions = {Color.RED: Suspend("red"), Color.GREEN: Continue()}
"""

BODY = """POST http://x
Content-Type: application/json

{
  "a": [
    1,
    <amount>,
    {}
  ],
  "b": {
    "name": "<name>"
  },
  "c": "<name>!",
  "d": null
}"""


def test_a_body_looks_as_it_is_sent(tmp_path: Path) -> None:
    assert requests(compiled(tmp_path, BODIES).step.body)[0].text == BODY


def test_parameters_in_words(tmp_path: Path) -> None:
    step = compiled(tmp_path, BODIES).step.python
    assert [(row.name, row.type, row.required, row.default) for row in rows(step)] == [
        ("name", "string of 1 to 9 characters, matching `^[a-z]+$`", True, ""),
        ("amount", "integer >= 2", True, ""),
        ("share", "number > 0", False, "0.5"),
        ("kind", '"x" or "y"', True, ""),
        ("inner", "object", True, ""),
        ("inner.firstName", "string", True, ""),
        ("inner.numbers", "list of integer", False, "[]"),
        ("labels", "map of string to boolean", False, "{}"),
        ("several", "list of at least 1 item, each string", False, '["a"]'),
        ("note", "string, or null", False, ""),
    ]
    assert example(step) == {"name": "<name>", "amount": 2, "kind": "x", "inner": {"firstName": "<firstName>"}}
