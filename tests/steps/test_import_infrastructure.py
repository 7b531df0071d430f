"""`import-infrastructure` as plain Python."""

from __future__ import annotations

import pytest
from pydantic import ValidationError

from steps.import_infrastructure import (
    Imported,
    ImportInfrastructure,
    Job,
    JobPhase,
    Resource,
    Selector,
    Skipped,
    Submitted,
)
from velasdk import Action, Context, Continue, Fail, Suspend, Wait
from velasdk.testing import NO_CONNECTION, Phase, Reply, Run

URL = "http://imports/api"
JOB = f"{URL}/imports/imp-1"
SUBMITTED = Submitted(id="imp-1")
BUCKET = Resource(kind="bucket", name="logs", id="b-7")
QUEUE = Skipped(kind="queue", name="mail", reason="belongs to another team")
RUNNING = Job(phase=JobPhase.RUNNING, total=40, imported=[BUCKET] * 12)
DONE = Job(phase=JobPhase.DONE, total=1, imported=[BUCKET])
PARTIAL = Job(phase=JobPhase.PARTIAL, total=2, imported=[BUCKET], skipped=[QUEUE])


def started(*, allow_partial: bool = False) -> Run:
    step = ImportInfrastructure(url=URL, selectors=[Selector(kind="bucket")], allow_partial=allow_partial)
    return Run(step, Context(name="shop", namespace="prod", idempotency_key="k"))


def submitted(*, allow_partial: bool = False) -> Run:
    """A run whose import is submitted and remembered."""
    run = started(allow_partial=allow_partial)
    run.execute(SUBMITTED)
    return run


def sent(run: Run) -> list[str]:
    return [f"{request.method} {request.url}" for request in run.requests]


def test_submits_what_is_selected_with_the_key_of_the_step() -> None:
    selectors = [Selector(kind="bucket", match_labels={"team": "shop"}), Selector(kind="queue", region="eu-1")]
    run = Run(ImportInfrastructure(url=URL, selectors=selectors), Context(name="shop", namespace="prod", idempotency_key="k"))
    assert run.execute(SUBMITTED) == Wait("submit is done")
    (request,) = run.requests
    assert (request.method, request.url) == ("POST", f"{URL}/imports")
    assert request.json() == {
        "idempotencyKey": "k",
        "requestedBy": "prod/shop",
        "selectors": [
            {"kind": "bucket", "matchLabels": {"team": "shop"}, "region": None},
            {"kind": "queue", "matchLabels": {}, "region": "eu-1"},
        ],
    }


def test_is_submitted_once_and_then_looked_at() -> None:
    run = started()
    run.execute(SUBMITTED)
    run.execute(RUNNING)
    run.execute(DONE)
    assert sent(run) == [f"POST {URL}/imports", f"GET {JOB}", f"GET {JOB}"]
    assert run.phase is Phase.SUCCEEDED


@pytest.mark.parametrize(
    ("reply", "action", "phase"),
    [
        (Reply(503), Wait(f"POST {URL}/imports answered 503"), Phase.RUNNING),
        (Reply(429), Wait(f"POST {URL}/imports answered 429"), Phase.RUNNING),
        (Reply(400), Fail(f"POST {URL}/imports answered 400"), Phase.FAILED),
        (
            "<html>maintenance</html>",
            Fail(f"POST {URL}/imports answered no Submitted: the body is missing or not of its type"),
            Phase.FAILED,
        ),
        (
            {"id": "../tenants"},
            Fail(f"POST {URL}/imports answered no Submitted: id is missing or not of its type"),
            Phase.FAILED,
        ),
        (NO_CONNECTION, NO_CONNECTION, Phase.FAILED),
    ],
    ids=str,
)
def test_what_is_no_submission_is_not_looked_at(reply: Reply | str, action: object, phase: Phase) -> None:
    run = started()
    assert run.execute(reply) == action
    assert (run.phase, len(run.requests)) == (phase, 1)


def test_is_submitted_again_after_an_outage_under_the_same_key() -> None:
    run = started()
    run.execute(Reply(503))
    run.execute(NO_CONNECTION)
    run.execute(SUBMITTED)
    run.execute(DONE)
    assert sent(run) == [f"POST {URL}/imports"] * 3 + [f"GET {JOB}"]
    assert {request.json()["idempotencyKey"] for request in run.requests[:3]} == {"k"}


@pytest.mark.parametrize(
    ("job", "action"),
    [
        (Job(phase=JobPhase.QUEUED, total=40), Wait("0 of 40 resources imported")),
        (RUNNING, Wait("12 of 40 resources imported")),
        (DONE, Continue(outputs=Imported(job="imp-1", resources=[BUCKET], missing=[]))),
        (PARTIAL, Suspend("partial-import")),
        (Job(phase=JobPhase.FAILED, total=1, reason="no access"), Fail("import imp-1 failed: no access")),
        (Job(phase=JobPhase.FAILED, total=1), Fail("import imp-1 failed: no reason given")),
        (Reply(503), Wait(f"GET {JOB} answered 503")),
        (Reply(404), Fail(f"GET {JOB} answered 404")),
        ("<html>maintenance</html>", Fail(f"GET {JOB} answered no Job: the body is missing or not of its type")),
        ({"phase": "paused", "total": 1}, Fail(f"GET {JOB} answered no Job: phase is missing or not of its type")),
        (
            {"phase": "done", "total": 1, "imported": [{"kind": "bucket"}]},
            Fail(f"GET {JOB} answered no Job: imported is missing or not of its type"),
        ),
    ],
    ids=str,
)
def test_acts_on_the_phase_of_the_job(job: Job | Reply | str, action: Action) -> None:
    assert submitted().execute(job) == action


def test_leaves_what_was_imported_to_later_steps() -> None:
    run = submitted()
    run.execute(RUNNING)
    assert run.outputs is None
    run.execute(DONE)
    assert run.outputs == Imported(job="imp-1", resources=[BUCKET], missing=[])


def test_goes_on_without_the_missing_where_that_is_allowed() -> None:
    run = submitted(allow_partial=True)
    run.execute(PARTIAL)
    assert run.phase is Phase.SUCCEEDED
    assert run.outputs == Imported(job="imp-1", resources=[BUCKET], missing=["queue/mail: belongs to another team"])


def test_a_resume_looks_at_the_same_import_again() -> None:
    run = submitted()
    run.execute(PARTIAL)
    assert run.phase is Phase.SUSPENDING
    run.resume()
    run.execute(PARTIAL)
    assert (run.phase, run.message) == (Phase.RUNNING, "partial-import: the answer is still the same")
    run.execute(RUNNING)
    assert (run.phase, run.message) == (Phase.RUNNING, "12 of 40 resources imported")
    run.execute(DONE)
    assert (run.phase, run.outputs) == (Phase.SUCCEEDED, Imported(job="imp-1", resources=[BUCKET], missing=[]))
    assert sent(run) == [f"POST {URL}/imports"] + [f"GET {JOB}"] * 4


def test_an_outage_opens_no_gate() -> None:
    run = submitted()
    run.execute(PARTIAL)
    run.execute(Reply(503))
    run.execute(PARTIAL)
    assert run.phase is Phase.RUNNING
    assert run.outputs is None


def test_something_is_to_be_selected() -> None:
    with pytest.raises(ValidationError):
        ImportInfrastructure(url=URL, selectors=[])


def test_a_run_can_begin_behind_what_is_done_once() -> None:
    run = Run(started().step, remembered={"submit": SUBMITTED})
    assert run.execute({"phase": "running", "total": 3}) == Wait("0 of 3 resources imported")
    assert [sent.method for sent in run.requests] == ["GET"]
