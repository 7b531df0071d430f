"""Wrong answers on the real engines: the templates of tests/evidence, with its counts, and answers made from a good one."""

from __future__ import annotations

import json
from pathlib import Path

import pytest

from tests.evidence.scenario import FOLDER as SCENARIOS
from tests.evidence.scenario import Scenario, read
from velasdk.dialects import LINES, Dialect
from velasdk.engine.client import Engine
from velasdk.handwritten.replies import Replies, bad_replies
from velasdk.handwritten.trial import try_out

from .looking import REPLIES, looked_at, played, told

COUNTS = {
    "approval-legacy": {"1.9": "9 of 30", "1.10": "nothing is sent in any of 20", "1.11": "nothing is sent in any of 20"},
    "approval-builtin": {"1.10": "30 of 30", "1.11": "30 of 30"},
    "approval-typed": {"1.10": "30 of 30", "1.11": "30 of 30"},
    "approval-decision": {"1.9": "", "1.10": "", "1.11": ""},
}
"""How many runs fail open, by scenario and line; "" for none."""


def replies_of(scenario: Scenario) -> Replies:
    assert scenario.matrix is not None
    bad = {name: {"body": body} for name, body in scenario.matrix.bad.items()}
    return Replies.model_validate({**REPLIES.model_dump(by_alias=True), "parameters": scenario.parameters, "bad": bad})


@pytest.mark.parametrize(("name", "line"), [(name, line) for name, lines in COUNTS.items() for line in lines])
def test_as_many_fail_open_as_were_measured(name: str, line: str, every_line: dict[str, Engine]) -> None:
    scenario = read(SCENARIOS / f"{name}.yaml")
    text = scenario.legacy if LINES[line] is Dialect.LEGACY or scenario.builtin is None else scenario.builtin
    assert isinstance(text, str)
    found = played(looked_at(text, every_line, [line]), every_line, replies_of(scenario))
    counted = [one.message for one in found if one.code in ("VS390", "VS393")]
    assert len(counted) == (1 if COUNTS[name][line] else 0), told(found)
    assert COUNTS[name][line] in " ".join(counted)
    assert {one.code for one in found} <= (
        {"VS390", "VS391"} if "of 30" in COUNTS[name][line] and "9" not in counted else {"VS393", "VS390", "VS391"}
    )


SMALL = {"code": 0, "data": {"status": 1, "by": "ada"}, "note": "n", "ok": True}


def made(**more: object) -> dict[str, str]:
    pending = {"json": {**SMALL, "data": {"status": 0, "by": "ada"}}}
    answers = bad_replies(Replies.model_validate({"approved": {"json": SMALL}, "pending": pending, **more}))
    return {name: str(answer.body) for name, answer in answers.items() if answer.status == 200}


def test_wrong_answers_are_made_from_a_good_one() -> None:
    found = made()
    for name, body in {
        "the body is empty": "",
        "code is missing": json.dumps({"data": SMALL["data"], "note": "n", "ok": True}),
        "code is a text": json.dumps({**SMALL, "code": "0"}),
        "code is there twice": json.dumps({"code": 1})[:-1] + ", " + json.dumps(SMALL)[1:],
        "data is null": json.dumps({**SMALL, "data": None}),
        "data.status is a fraction": json.dumps({**SMALL, "data": {"status": 1.5, "by": "ada"}}),
        "data.status is an unknown number": json.dumps({**SMALL, "data": {"status": 98, "by": "ada"}}),
        "data.by is empty": json.dumps({**SMALL, "data": {"status": 1, "by": ""}}),
        "ok is a number": json.dumps({**SMALL, "ok": 1}),
    }.items():
        assert found[name] == body
    # A number that is the same in every reply decides by being a number: any other may be as good.
    assert "code is an unknown number" not in found and "data.by is an unknown text" not in found
    assert json.dumps(SMALL) not in found.values()


def test_what_is_ignored_is_left_as_it_is() -> None:
    found = made(ignored=["note", "data.by", "ok"])
    assert not [name for name in found if name.startswith(("note", "data.by", "ok"))]
    assert "data.status is missing" in found


@pytest.mark.parametrize("number", [10**400, -(2**60), 2.0**70])
def test_a_fraction_of_a_large_number_is_one(number: float) -> None:
    answers = bad_replies(Replies.model_validate({"approved": {"json": {"a": number}}}))
    assert answers["a is a fraction"].body == '{"a": 0.5}'


def test_statuses_come_with_the_body_of_the_approval() -> None:
    answers = bad_replies(Replies.model_validate({"approved": {"json": SMALL}}))
    assert answers["status 503"].status == 503 and answers["status 503"].body == json.dumps(SMALL)


def test_the_answers_of_the_file_are_taken_instead() -> None:
    assert made(bad={"a page": {"body": "<html>"}}) == {"a page": "<html>"}


WAITS = """
import "vela/builtin"
import "vela/http"
ask: http.#HTTPDo & {$params: url: "http://api"}
if ask.$returns.body != _|_ {
	if ask.$returns.body != "yes" {wait: builtin.#ConditionalWait & {$params: continue: false}}
}
"""


def test_a_step_that_never_suspends_is_not_resumed(every_line: dict[str, Engine]) -> None:
    replies = Replies.model_validate({"approved": {"body": "yes"}, "pending": {"body": "wait"}, "bad": {"x": {"body": "no"}}})
    tried = try_out(looked_at(WAITS, every_line, ["1.11"]), "1.11", every_line["1.11"], replies, {})
    assert [(trace.place, trace.phases) for trace in tried.bad] == [
        ("", ("running/Wait",)),
        ("after `pending`", ("running/Wait",)),
    ]
    assert tried.approved.phases == ("succeeded",) and not tried.opened


def test_a_template_without_operations_is_shown_at_its_first_line(every_line: dict[str, Engine]) -> None:
    (found,) = played(looked_at("parameter: {}\n", every_line, ["1.11"]), every_line)
    assert (found.code, found.span.line, found.span.file) == ("VS393", 1, Path("example.cue"))


def test_what_the_approval_says_itself_is_not_wrong() -> None:
    answers = bad_replies(Replies.model_validate({"approved": {"json": {"a": 1, "by": None}}}))
    assert "by is null" not in answers and "by is missing" in answers
