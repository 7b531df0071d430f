"""Everything that can be wrong in an answer occurs, and is what its name says."""

from __future__ import annotations

import json
from enum import IntEnum
from random import Random

import pytest

from tests.engine.cases import shipped
from velasdk import Model
from velasdk.engine.protocol import Answer
from velasdk.histories import Drawer
from velasdk.reading import Misfit, read_parameters
from velasdk.replies import BROKEN, FIELD, HEADERS, HTML, JSON_TYPE, REFUSED, UNAVAILABLE, WHOLE, bad, broken, every_bad
from velasdk.replies.samples import Samples


class Color(IntEnum):
    RED = 1
    BLUE = 2


class Told(Model):
    code: int
    word: str
    color: Color


VALID = {"code": 7, "word": "ok", "color": 2}

BODIES = {
    "missing at code": '{"word": "ok", "color": 2}',
    "null at code": '{"code": null, "word": "ok", "color": 2}',
    "a text at code": '{"code": "text", "word": "ok", "color": 2}',
    "a list at code": '{"code": [7], "word": "ok", "color": 2}',
    "an object at word": '{"code": 7, "word": {"value": "ok"}, "color": 2}',
    "true at code": '{"code": true, "word": "ok", "color": 2}',
    "a fraction at code": '{"code": 0.5, "word": "ok", "color": 2}',
    "an unknown member at color": '{"code": 7, "word": "ok", "color": 3}',
    "the number as a text at code": '{"code": "7", "word": "ok", "color": 2}',
    "the text as a number at word": '{"code": 7, "word": 1, "color": 2}',
    "written as 1.0 at code": '{"code": 7.0, "word": "ok", "color": 2}',
    "written as 1e0 at color": '{"code": 7, "word": "ok", "color": 2e0}',
    "above 64 bits at code": '{"code": 9223372036854775808, "word": "ok", "color": 2}',
    "repeated, equal at code": '{"code": 7, "code": 7, "word": "ok", "color": 2}',
    "an empty body": "",
    "not JSON": "OK",
    "HTML": HTML,
    "truncated": '{"code": 7, "word": "ok"',
    "null for a body": "null",
    "an array": '[{"code": 7, "word": "ok", "color": 2}]',
    "extra fields": '{"code": 7, "word": "ok", "color": 2, "extra": {"deep": [1, null, "x"]}, "more": 0.5}',
    "a byte order mark": '\ufeff{"code": 7, "word": "ok", "color": 2}',
}
"""What each mutation makes of the valid reply; the rest is told by its name below."""


def wrong() -> dict[str, Answer]:
    return {drawn.mutation: drawn.answer for drawn in every_bad(Told, dict(VALID), Samples(Random(0)))}


@pytest.mark.parametrize("name", BODIES)
def test_a_mutation_is_what_its_name_says(name: str) -> None:
    assert wrong()[name] == Answer(200, {"Content-Type": (JSON_TYPE,)}, BODIES[name])


def test_repeated_keys_conflict() -> None:
    pairs = json.loads(wrong()["repeated, conflicting at code"].body, object_pairs_hook=list)
    assert [name for name, _ in pairs] == ["code", "code", "word", "color"]
    assert pairs[0][1] != pairs[1][1]


def test_some_replies_are_deep_and_some_are_big() -> None:
    found = wrong()
    assert str(found["deep nesting"].body).count("[") == str(found["deep objects"].body).count('{"a": ') == 200
    assert len(found["a big reply"].body) > 1_000_000
    assert len(json.loads(found["many fields"].body)) == 303


def test_every_class_of_status_and_wrong_content_types() -> None:
    statuses = {answer.status for answer in wrong().values()}
    assert {status // 100 for status in statuses} == {1, 2, 3, 4, 5}
    assert {429, 500, 503, 301, 302, 307, 401, 403, 404} <= statuses
    types = {answer.headers.get("Content-Type") for answer in wrong().values()}
    assert {None, ("text/html",), ("application/octet-stream",), (JSON_TYPE,)} <= types


def test_each_of_them_is_drawn() -> None:
    samples = Samples(Random(0))
    drawn = {bad(Told, samples).mutation.partition(" at ")[0] for _ in range(4000)}
    assert drawn == {*FIELD, *WHOLE, *HEADERS, *(f"status {status}" for status in (*UNAVAILABLE, *REFUSED))}


def test_each_way_in_which_a_connection_breaks_is_drawn() -> None:
    samples = Samples(Random(0))
    drawn = [broken(samples) for _ in range(200)]
    assert {one.mutation for one in drawn} == {"refused", "dropped", "too slow", "reset", "an unknown host"} == set(BROKEN)
    assert {one.answer.error for one in drawn} == set(BROKEN.values())
    assert BROKEN["dropped"] == "EOF"
    assert "(Client.Timeout exceeded while awaiting headers)" in BROKEN["too slow"]


def test_histories_have_broken_connections_and_wrong_parameters() -> None:
    step = next(one.step for one in shipped() if one.step.name == "custom-ws")
    drawer = Drawer(step, Random(0))
    drawn = [drawer.drawn()[0] for _ in range(500)]
    errors = {answer.error for history in drawn for event in history.events for answer in event.answers}
    assert errors <= {"", *BROKEN.values()}
    assert len(errors) >= 4
    assert set(BROKEN) & {note for history in drawn for note in history.notes}
    wrong = [history for history in drawn if any(note.startswith("parameter ") for note in history.notes)]
    misfitting = 0
    for history in wrong:
        try:
            read_parameters(step.python, history.parameters)
        except Misfit:
            misfitting += 1
    assert 5 <= misfitting < len(wrong) <= 60  # what is changed may still fit: few, for nothing is sent in most
    assert any("unknown-parameter" in history.parameters for history in drawn)
