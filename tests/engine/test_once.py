"""`once` on the real engine: one sending per run, one key whatever dies, and an answer that comes back as it came."""

from __future__ import annotations

import json
import re
from collections.abc import Iterator, Sequence
from dataclasses import replace
from functools import cache
from random import Random
from typing import Any

import pytest

from tests.depth import share
from tests.engine.cases import Case, answer, case_of, shipped
from tests.language import harness
from velasdk.agreement import MEMORY, STEP, Played, compare, play
from velasdk.compiler import Compiled
from velasdk.effects.once import LONGEST, done, too_long
from velasdk.engine import protocol as p
from velasdk.engine.client import Engine
from velasdk.engine.pool import shared
from velasdk.engine.protocol import Answer, Event, EventName, Record, RunSpec
from velasdk.histories import Drawer, History
from velasdk.histories.prediction import Predicted

COUNT = share(1000)
CRASHES = {EventName.CRASH_BEFORE_STATUS, EventName.CRASH_AFTER_REQUEST}


@cache
def importing() -> Compiled:
    (found,) = [one for one in shipped() if one.step.name == "import-infrastructure"]
    return found


@pytest.fixture
def case() -> Case:
    return case_of(importing())


def drawn(seed: str, count: int, *, crashes: bool) -> Iterator[History]:
    """`count` histories in which the answer is remembered and the run goes on, without a crash, or all with one.

    Nothing is redirected, as Go's client then sends more than the step does.
    """
    drawer = Drawer(importing().step, Random(seed))
    while count:
        history, seen = drawer.drawn()
        names = {event.name for event in history.events}
        redirected = any("Location" in answer.headers for event in history.events for answer in event.answers)
        if bool(names & CRASHES) == crashes and goes_on(seen) and not redirected:
            count -= 1
            yield history


def goes_on(seen: Sequence[Predicted]) -> bool:
    """Whether there is an execution behind the one that remembers."""
    return any(one.memory and one.outcome is not None for one in seen[1:] if one.branch != "submit-done")


def runs(history: History, records: Sequence[Record]) -> list[list[tuple[Event, Record]]]:
    """The events of each run: a restart begins another."""
    found: list[list[tuple[Event, Record]]] = [[]]
    for event, record in zip(history.events, records, strict=True):
        if event.name is EventName.RESTART:
            found.append([])
        found[-1].append((event, record))
    return found


def is_good(answer: Answer) -> bool:
    return not answer.error and answer.status < 300


def remembers(record: Record) -> bool:
    """Whether the engine's own variables have an answer after the event."""
    variables: dict[str, Any] = record.outputs or {}
    return any(value for name, value in variables.items() if name.startswith(MEMORY))


def test_it_is_sent_until_it_is_answered_and_never_again(engines: list[Engine]) -> None:
    """In a thousand histories without a crash, by what the engine's scripted server saw."""
    items = list(drawn("once", COUNT, crashes=False))
    remembered = 0
    for history, played in zip(items, all_played(engines, items), strict=True):
        assert not played.differences, (history, [str(one) for one in played.differences])
        for run in runs(history, played.records):
            good = [
                request
                for event, record in run
                for request in record.requests
                if request.method == "POST" and request.answer is not None and is_good(event.answers[request.answer])
            ]
            known = [at for at, (_, record) in enumerate(run) if remembers(record)]
            assert len(good) <= 1
            if known:
                remembered += 1
                assert len(good) == 1
                assert "POST" not in [request.method for _, record in run[known[0] + 1 :] for request in record.requests]
    assert remembered >= COUNT


def test_every_sending_of_a_run_has_the_same_key(engines: list[Engine]) -> None:
    """In five hundred histories with crashes, which make it be sent again."""
    items = list(drawn("crashes", COUNT // 2, crashes=True))
    again = 0
    for history, played in zip(items, all_played(engines, items), strict=True):
        assert not played.differences, (history, [str(one) for one in played.differences])
        keys: list[set[str]] = [
            {json.loads(one.body)["idempotencyKey"] for _, record in run for one in record.requests if one.method == "POST"}
            for run in runs(history, played.records)
        ]
        assert all(len(of_run) <= 1 for of_run in keys)
        different = {key for of_run in keys for key in of_run}
        assert len(different) == sum(map(len, keys)), "another run has another key"
        again += sum(len(posts(record)) for record in played.records) > len(different)
    assert again >= COUNT // 20


def all_played(engines: list[Engine], items: Sequence[History]) -> list[Played]:
    return list(shared(engines, lambda history, engine: play(engine, importing(), history), items))


def posts(record: Record) -> list[str]:
    """The bodies of the POSTs."""
    return [request.body for request in record.requests if request.method == "POST"]


def events(case: Case, words: str) -> tuple[Event, ...]:
    """The events that `words` name; a reply of the case is what the API answers."""
    known: dict[str, Event] = {
        "first": p.reconcile(),
        "503": p.reconcile(Answer(503)),
        "broken": p.no_connection(),
        "crash": p.crash_before_status(),
        "crash-submitted": p.crash_before_status(answer(case, "submitted")),
        "crash-done": p.crash_before_status(answer(case, "done")),
        "crash-sent": p.crash_after_request(),
        "new-controller": p.controller_restart(),
        "resume": p.resume(),
        "suspend": p.suspend(),
        "terminate": p.terminate(),
        "restart": p.restart(),
        "redone": p.reconcile(answer(case, "done"), answer(case, "done")),
        **{word: p.reconcile(answer(case, word)) for word in ("submitted", "running", "partial", "done", "failed")},
    }
    return tuple(known[word] for word in words.split())


STORIES = {
    "once, then only looked at": ("first submitted running running done", "POST GET GET GET", "succeeded"),
    "again after an outage": ("first 503 broken 503 submitted done", "POST POST POST POST GET", "succeeded"),
    "remembered through a crash before the status": ("first crash-submitted done", "POST GET", "succeeded"),
    "again after a crash before the answer": ("first crash-sent submitted done", "POST POST GET", "succeeded"),
    "remembered by a new controller": ("first submitted new-controller running done", "POST GET GET", "succeeded"),
    "a crash behind it": ("first submitted crash-sent crash-done done", "POST GET GET GET", "succeeded"),
    "a restart forgets": ("first submitted restart first submitted done", "POST POST GET", "succeeded"),
    "a restart of what is done": ("first submitted done restart first submitted done", "POST GET POST GET", "succeeded"),
    "an outage behind it": ("first submitted 503 broken done", "POST GET GET GET", "succeeded"),
    "suspended, resumed and looked at again": (
        "first submitted partial resume partial partial done",
        "POST GET GET GET GET",
        "succeeded",
    ),
    "held by an operator": ("first submitted suspend done resume done", "POST GET", "succeeded"),
    "terminated": ("first submitted terminate done", "POST", "failed/Terminate"),
    "failed": ("first submitted failed done", "POST GET", "failed/Action"),
}
"""Events, the methods of what is sent, and how the step ends."""


@pytest.mark.parametrize("place", ["alone", "in a group", "in an application", "in a group in an application"])
@pytest.mark.parametrize("name", STORIES)
def test_story(engine: Engine, case: Case, name: str, place: str) -> None:
    words, sent, end = STORIES[name]
    history = History(case["parameters"], events(case, words))
    played = play(engine, importing(), history, grouped="group" in place, application="application" in place)
    assert not played.differences
    assert " ".join(request.method for record in played.records for request in record.requests) == sent
    last = played.records[-1].step(STEP)
    assert last is not None
    assert f"{last.phase}/{last.reason}".rstrip("/") == end
    keys = {json.loads(body)["idempotencyKey"] for record in played.records for body in posts(record)}
    assert len(keys) == 1 + ("restart" in words)


TWICE = [{"name": "one", "type": "import-infrastructure"}, {"name": "two", "type": "import-infrastructure"}]


@pytest.mark.parametrize("application", [False, True])
@pytest.mark.parametrize("place", ["one after the other", "side by side", "in a group"])
def test_the_same_step_twice_is_two_sendings(engine: Engine, case: Case, place: str, application: bool) -> None:
    """Each has an id, so a key and a memory, of its own."""
    steps = [{**step, "properties": case["parameters"]} for step in TWICE]
    submitted, done_ = answer(case, "submitted"), answer(case, "done")
    if place == "one after the other":
        script = [p.reconcile(), p.reconcile(submitted), p.crash_before_status(done_), p.reconcile(done_)]
        script += [p.reconcile(submitted), p.controller_restart(), p.reconcile(done_)]
    else:
        script = [p.reconcile(), p.crash_before_status(submitted, submitted), p.reconcile(done_, done_)]
    if place == "in a group":
        steps = [{"name": "group", "type": "step-group", "subSteps": steps}]
    records = engine.run(
        RunSpec(
            {"import-infrastructure": importing().template},
            steps,
            script,
            mode={"steps": "DAG"} if place == "side by side" else None,
            application=application,
        )
    )
    sent = [json.loads(body)["idempotencyKey"] for record in records for body in posts(record)]
    shown = [record.step(name) for record in records[-1:] for name in ("one", "two")]
    assert [step.phase for step in shown if step] == ["succeeded", "succeeded"]
    assert sent == [step.id for step in shown if step]
    assert len(set(sent)) == 2
    assert records[-1].phase == "succeeded"


TWO = harness.compiled('''
from velasdk import Action, Context, Continue, Fail, Model, Parameter, Step, Wait, http, once

class Made(Model):
    id: str

class State(Model):
    ready: bool

class Two(Step, name="two-onces"):
    """Make two things, the second of the first."""
    url: str = Parameter(usage="Address")
    async def run(self, context: Context) -> Action:
        key = {"key": context.idempotency_key}
        first = await once("create.db", http.post(f"{self.url}/first", json=key, reply=Made, on_refused=Wait("refused")))
        second = await once("_start-1", http.post(f"{self.url}/second", json={"of": first.id}, reply=Made))
        state = await http.get(f"{self.url}/{first.id}/{second.id}", reply=State)
        return Continue() if state.ready else Wait("not ready")
''')
MADE, START = p.reconcile(Answer.of({"id": "db"})), p.reconcile(Answer.of({"id": "s1"}))
READY, UNREADY = (p.reconcile(Answer.of({"ready": ready})) for ready in (True, False))


@pytest.mark.parametrize(
    ("script", "sent"),
    [
        ([MADE, START, UNREADY, READY], "first second db/s1 db/s1"),
        ([MADE, p.no_connection(), START, READY], "first second second db/s1"),
        ([p.reconcile(Answer(404)), p.reconcile(Answer(503)), MADE, p.reconcile(Answer(503)), START, READY],
         "first first first second second db/s1"),
        ([p.crash_before_status(*MADE.answers), p.crash_before_status(*START.answers), READY], "first second db/s1"),
        ([p.crash_after_request(), MADE, p.crash_after_request(), START, READY], "first first second second db/s1"),
        ([MADE, p.controller_restart(), START, p.restart(), p.reconcile(), MADE, START, READY],
         "first second first second db/s1"),
    ],
)  # fmt: skip
@pytest.mark.parametrize("application", [False, True])
@pytest.mark.parametrize("grouped", [False, True])
def test_two_onces_in_a_step(engine: Engine, script: list[Event], sent: str, application: bool, grouped: bool) -> None:
    """One is remembered without the other, and an answer that a policy decides is not remembered."""
    history = History({"url": "https://api.example"}, (p.reconcile(), *script))
    played = play(engine, TWO, history, application=application, grouped=grouped)
    assert not played.differences
    urls = [request.url for record in played.records for request in record.requests]
    assert " ".join(url.removeprefix("https://api.example/") for url in urls) == sent
    assert played.records[-1].phase == "succeeded"


ASKED = harness.compiled('''
from velasdk import Action, Context, Fail, Step, http, once

class Asked(Step, name="asked"):
    """Ask once and tell what was answered."""
    async def run(self, context: Context) -> Action:
        answer = await once("ask", http.post("https://api.example/ask"))
        if "X-Id" not in answer.headers:
            return Fail(f"{answer.status} {answer.text}")
        return Fail(f"{answer.status} {answer.headers['X-Id']} {answer.text}")
''')


def told(engine: Engine, answer: Answer) -> str:
    """What a step that remembers `answer` tells at its next execution, with a crash in between."""
    history = History({}, (p.reconcile(), p.crash_before_status(answer), p.reconcile()))
    played = play(engine, ASKED, history)
    assert not played.differences, [str(one)[:500] for one in played.differences]
    last = played.records[-1].step(STEP)
    assert last is not None
    return last.message


BODIES = {
    "empty": "",
    "not ASCII": "Prüfung ✓ 日本語 🙂 \U0010ffff",
    "byte order marks": "\ufeffa\ufeff\\ufeff\\\ufeff",
    "NUL and other control characters": "".join(map(chr, range(32))) + "\x7f\x80\x85",
    "quotes and escapes": '"\'\'\'"""\\\\" \\(x) #"\\#(x)"# \\u0000 \\x00 \\n',
    "ends of lines": "a\nb\r\nc\r\u2028d\u2029",
    "JSON": '{"a": [1.0, 1e400, "\\u0000", "\\ud83d"], "a": null}',
    "a page": '<!DOCTYPE html>\n<html><body class="x">&amp;</body></html>\n',
    "CUE": 'a: 1\n_|_\n"submit": string\n}',
    "YAML": "- a\n- !!python/object b\n--- \n",
    "white space": " \n\t ",
    "what is no character": "\ufffe\uffff\ufffd",
}


@pytest.mark.parametrize("body", BODIES.values(), ids=BODIES)
def test_a_body_comes_back_as_it_came(engine: Engine, body: str) -> None:
    assert told(engine, Answer(200, {}, body)) == f"200 {body}"
    assert told(engine, Answer(404, {"x-ID": (body.encode().hex(), "b")}, body)) == f"404 {body.encode().hex()}, b {body}"


def test_random_bodies_come_back(engine: Engine) -> None:
    rng = Random("bodies")
    odd = "\"\\'#()u0xn\n\r\t\0 _|{}[]:,/*`$&<>é漢😀\u2028\ufeff\x7f\x1f"
    for _ in range(100):
        body = "".join(rng.choices(odd, k=rng.randint(1, 40)))
        assert told(engine, Answer(200, {}, body)) == f"200 {body}"


def test_bytes_that_are_no_text_are_remembered_as_the_engine_reads_them(engine: Engine) -> None:
    assert told(engine, Answer(200, {}, b"a\xff\xfe\xe2\x82b")) == "200 a\ufffd\ufffd\ufffd\ufffdb"


@pytest.mark.parametrize("char", ["x", "ä", "漢", "\x00", "\ufeff", '"'])
def test_a_body_that_is_too_long_fails_the_step(engine: Engine, char: str) -> None:
    """The length is counted in bytes; the longest body is still remembered, also one of which each byte is written with six."""
    times, rest = divmod(LONGEST, len(char.encode()))
    longest = char * times + "x" * rest
    back = told(engine, Answer(200, {}, longest))
    assert len(back) == len(longest) + 4
    assert back.removeprefix("200 ") == longest
    history = History({}, (p.reconcile(), p.reconcile(Answer(200, {}, f"{longest}x")), p.reconcile()))
    played = play(engine, ASKED, history)
    assert not played.differences
    last = played.records[-1].step(STEP)
    assert last is not None
    assert (last.phase, last.message) == ("failed", too_long("ask"))
    assert sum(len(record.requests) for record in played.records) == 1


def test_what_is_remembered_is_named_after_the_step(engine: Engine, case: Case) -> None:
    played = play(engine, importing(), History(case["parameters"], events(case, "first submitted")))
    last = played.records[-1].step(STEP)
    assert last is not None
    assert last.message == done("submit")
    (kept,) = [value for name, value in played.records[-1].outputs.items() if name == f"{MEMORY}{last.id}"]
    assert json.loads(kept["submit"]) == {"statusCode": 200, "body": '{"id": "imp-1"}', "header": {}}


def test_a_step_that_sends_at_every_execution_is_told_apart(engine: Engine, case: Case) -> None:
    """What the tests above would see: the same step without its memory."""

    forgetful = re.sub(r"(submitRemembered: \[)if [^\n]* \{true\}, ", r"\1", importing().template)
    assert forgetful != importing().template
    history = History(case["parameters"], events(case, "first submitted done"))
    assert compare(engine, replace(importing(), template=forgetful), history)
