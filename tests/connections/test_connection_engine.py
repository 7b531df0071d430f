"""Connections on the engines: the same as in Python, and nothing of a token where it must not be."""

from __future__ import annotations

import json
from functools import cache
from pathlib import Path
from typing import Any

import pytest

from tests.connections.steps.jobs import Jobs, Tracker
from tests.connections.steps.review import Review, ReviewData, ReviewReply, ReviewStep
from tests.depth import CANDIDATES, share
from velasdk import cue
from velasdk.agreement import play
from velasdk.compiler import Compiled, compile_all
from velasdk.connection import BROKEN, EXAMPLE, Config
from velasdk.diagnostics import Findings
from velasdk.dialects import LINES, Dialect
from velasdk.emit.connection import connected
from velasdk.emit.operations import Operations
from velasdk.engine import protocol as p
from velasdk.engine.client import Engine
from velasdk.engine.protocol import Answer
from velasdk.histories import History, histories
from velasdk.lower.scope import Names
from velasdk.oracle import Trouble
from velasdk.printer import render
from velasdk.scenarios import KubeVela

STEPS = Path(__file__).parent / "steps"


@cache
def step(name: str) -> Compiled:
    """One of the steps here."""
    findings = Findings()
    found = compile_all([STEPS], findings, STEPS)
    assert not findings.has_errors, findings.items
    return next(one for one in found if one.step.name == name)


@pytest.mark.parametrize("name", ["review", "jobs"])
@pytest.mark.parametrize("line", LINES)
def test_drawn_histories_agree(every_line: dict[str, Engine], line: str, name: str) -> None:
    compiled = step(name).on(line)
    for history in histories(compiled.step, share(300, 10), per_branch=1, candidates=CANDIDATES).items:
        played = play(every_line[line], compiled, history)
        assert not played.differences, (history, played.differences)


@pytest.mark.parametrize("config", BROKEN, ids=repr)
@pytest.mark.parametrize("line", LINES)
def test_a_config_that_cannot_be_used_ends_the_step(every_line: dict[str, Engine], line: str, config: Config | None) -> None:
    history = History({}, (p.reconcile(), p.reconcile(Answer())), configs={"vela-system/approval-api": config})
    played = play(every_line[line], step("review").on(line), history)
    assert not played.differences
    shown = played.records[-1].step("step")
    assert shown is not None and (shown.phase, shown.reason) == ("failed", "Action")
    assert not any(record.requests for record in played.records)


UNREAD = 'secrets "approval-api" '
"""How errors of an API server begin."""


@pytest.mark.parametrize(
    ("error", "end"),
    [
        (UNREAD + "not found", "apiRefused"),
        (UNREAD + 'is forbidden: User "x" cannot get resource', "apiRefused"),
        ("etcdserver: request timed out", "apiUnread"),
        ("Get: dial tcp 10.0.0.1:443: connect: connection refused", "apiUnread"),
        ("", "none"),
    ],
)
def test_an_api_server_that_does_not_answer_is_asked_again(engine: Engine, error: str, end: str) -> None:
    """The part of the template that decides, with what the engine would have read in its place."""
    operations = Operations(cue.Ref, Dialect.BUILTIN)
    (connection,) = step("review").step.connections
    written = connected(connection, cue.Ref, operations, Names(), [])
    guarded = written[1]
    assert isinstance(guarded, cue.Comprehension)
    read = {"value": {"data": {} if error else {"url": "aHR0cDovL2E=", "token": "dA=="}}, **({"err": error} if error else {})}
    decls = [item for item in guarded.body.items if isinstance(item, cue.Field)]
    text = render(cue.File(("encoding/base64", "strings"), tuple(decls)))
    text += f'\nparameter: api: "vela-system/approval-api"\napiConfig: "$returns": {json.dumps(read)}\n'
    assert engine.evaluate(text, "apiTrouble").value == end


class Seen:
    """Every place where a run is stored or shown, as text."""

    def __init__(self, run: Any) -> None:
        self.texts = [
            json.dumps([[one.message for one in record.steps], record.message, record.stored, record.outputs, record.error])
            for record in run.records
        ]

    def leaks(self, token: str) -> bool:
        """Whether `token` can be read somewhere, or what Basic and Secrets would make of it."""
        return any(token in text for text in self.texts)


HELD = ReviewReply(code=0, data=ReviewData(status=Review.PENDING))


@pytest.mark.parametrize("line", LINES)
def test_a_signed_request_shows_nothing_of_its_token(every_line: dict[str, Engine], line: str) -> None:
    run = KubeVela(line, every_line[line]).step(ReviewStep())
    run.reconcile(HELD)
    run.resume()
    run.no_connection()
    run.reconcile(Answer(error="context deadline exceeded (Client.Timeout exceeded while awaiting headers)"))
    run.crash_after_request()
    run.reconcile(Answer(status=500, body="no"))
    run.reconcile(Answer(body="<html>"))
    assert run.phase == "failed" and run.requests
    assert not Seen(run).leaks(EXAMPLE.token)
    assert not any(EXAMPLE.token in str(request) for request in run.requests)


@pytest.mark.parametrize("line", LINES)
def test_a_token_that_is_sent_is_shown_by_the_first_broken_connection_since_1_10(
    every_line: dict[str, Engine], line: str
) -> None:
    """Why `Connection` signs: if this changes, `BearerConnection` and docs/connections.md say too much."""
    run = KubeVela(line, every_line[line]).step(Jobs(statusApi=Tracker("status")))
    run.reconcile({"id": "7"})
    run.reconcile({"state": "done"}, Answer(status=204), Answer(status=201))
    assert run.phase == "succeeded" and not Seen(run).leaks(EXAMPLE.token)
    run = KubeVela(line, every_line[line]).step(Jobs(statusApi=Tracker("status")))
    run.reconcile({"id": "7"})
    run.no_connection()
    assert Seen(run).leaks(EXAMPLE.token) == (line != "1.9")


def test_a_test_says_what_a_config_has(engine: Engine, every_line: dict[str, Engine]) -> None:
    for line, one in every_line.items():
        run = KubeVela(line, one).step(ReviewStep(), configs={"vela-system/approval-api": Config("http://here", "t")})
        run.reconcile(HELD)
        assert run.requests[0].url == "http://here/reviews"
        absent = KubeVela(line, one).step(ReviewStep(), configs={"vela-system/approval-api": None})
        absent.reconcile()
        absent.reconcile()
        assert absent.message == 'the config vela-system/approval-api cannot be read: secrets "approval-api" not found'


def test_a_broken_connection_is_the_same_trouble(every_line: dict[str, Engine]) -> None:
    for line, one in every_line.items():
        run = KubeVela(line, one).step(ReviewStep())
        run.reconcile(Trouble.NO_CONNECTION)
        assert (run.phase, run.reason) == ("failed", "Execute")
