"""`review-diff` as plain Python."""

from __future__ import annotations

import pytest
from pydantic import ValidationError

from steps.review_diff import ApiError, Difference, DiffReply, DiffReview, ReviewDiff, Verdict
from velasdk import Action, Context, Continue, Fail, Suspend
from velasdk.testing import Run

URL = "http://127.0.0.1:8080/api/diffs"


def reviewed(verdict: Verdict, *paths: str, note: str = "") -> DiffReply:
    differences = [Difference(path=path, current_value="a", expected_value="b") for path in paths]
    return DiffReply(review=DiffReview(verdict=verdict, differences=differences), note=note)


def test_sends_key_resource_and_header() -> None:
    run = Run(ReviewDiff(resource="vpc/main"), Context(name="shop", namespace="prod", step_name="diff", idempotency_key="k"))
    run.execute(reviewed(Verdict.ACCEPTED))
    (sent,) = run.requests
    assert sent.json() == {"reviewKey": "k", "resource": "vpc/main", "requestedBy": "prod/shop"}
    assert sent.headers == {"Content-Type": "application/json", "X-Kubevela-Step": "diff"}


@pytest.mark.parametrize(
    ("reply", "action"),
    [
        (reviewed(Verdict.ACCEPTED, "cidr"), Continue()),
        (reviewed(Verdict.OPEN, "cidr", "tags"), Suspend("differences-to-review")),
        (reviewed(Verdict.OPEN, "tags"), Continue()),
        (reviewed(Verdict.OPEN), Continue()),
        (reviewed(Verdict.REFUSED, "tags", note="not this quarter"), Fail("differences refused: not this quarter")),
        (DiffReply(errors=[ApiError(title="unknown resource")]), Fail(f"{URL} has no review of vpc/main: unknown resource")),
        (DiffReply(), Fail(f"{URL} has no review of vpc/main: ")),
    ],
    ids=["accepted", "open", "tolerated", "no difference", "refused", "error", "nothing"],
)
def test_acts_on_the_verdict(reply: DiffReply, action: Action) -> None:
    assert Run(ReviewDiff(resource="vpc/main", tolerated=["tags"])).execute(reply) == action


def test_unattended_fails_where_a_person_would_be_asked() -> None:
    run = Run(ReviewDiff(resource="vpc/main", unattended=True))
    assert run.execute(reviewed(Verdict.OPEN, "cidr", "name")) == Fail("2 differences need a review: cidr, name")


@pytest.mark.parametrize("resource", ["", "main", "VPC/main", "a/b/c"])
def test_the_resource_is_checked(resource: str) -> None:
    with pytest.raises(ValidationError):
        ReviewDiff(resource=resource)
