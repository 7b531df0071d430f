"""`Connection` as plain Python: its name, its config, what it signs and what a test says of it."""

from __future__ import annotations

import hashlib
import hmac
from typing import Any

import pytest
from pydantic import ValidationError

from tests.connections.steps.jobs import Jobs, Tracker
from tests.connections.steps.review import Review, ReviewData, ReviewReply, ReviewStep
from velasdk import Connection, Fail, Suspend, http
from velasdk.connection import BROKEN, EXAMPLE, Config, problem, secret
from velasdk.testing import Reply, Run

API = Connection("approval-api")
PENDING = ReviewReply(code=0, data=ReviewData(status=Review.PENDING))


@pytest.mark.parametrize(
    ("given", "namespace", "name"),
    [
        ("approval-api", "vela-system", "approval-api"),
        ("team-a/approval.api", "team-a", "approval.api"),
        ("a/b", "a", "b"),
    ],
)
def test_a_connection_is_a_namespace_and_a_name(given: str, namespace: str, name: str) -> None:
    connection = Connection(given)
    assert (connection, connection.namespace, connection.name) == (f"{namespace}/{name}", namespace, name)


@pytest.mark.parametrize("given", ["", "a/b/c", "A", "-a", "a-", "a b", "a/", "/a", "a\n", "ä", "a_b"])
def test_what_is_no_name_is_refused(given: str) -> None:
    with pytest.raises(ValueError, match="is no name of a config"):
        Connection(given)
    with pytest.raises(ValidationError):
        Jobs(statusApi=f"x/{given}" if "/" not in given else given)  # type: ignore[arg-type]


def test_a_parameter_is_of_its_class_whatever_a_workflow_gives() -> None:
    step = Jobs(statusApi="team/status")  # type: ignore[arg-type]
    assert type(step.status) is Tracker and type(step.jobs).__name__ == "Certified"
    with pytest.raises(ValidationError):
        Jobs(statusApi=3)  # type: ignore[arg-type]


@pytest.mark.parametrize("config", BROKEN, ids=repr)
def test_a_config_that_cannot_be_used_ends_the_step_before_anything_is_sent(config: Config | None) -> None:
    run = Run(ReviewStep(), configs={API: config})
    action = run.execute()
    assert isinstance(action, Fail) and "vela-system/approval-api" in action.message
    assert run.requests == [] and run.state.finished
    assert config is None or not config.token or config.token not in action.message


@pytest.mark.parametrize(
    ("url", "token"),
    [
        ("http://api", "t"),
        ("https://api.example:8443/a/b-c/%C3%A4/", "A.b-c_d=~!"),
        ("http://[::1]:8080", "x" * 4000),
        ("http://10.0.0.1/v1;a=b", "a'b\"c\\"),
    ],
)
def test_a_config_that_can_be_used(url: str, token: str) -> None:
    assert problem(API, Config(url, token)) is None


def test_what_is_signed() -> None:
    """As an API checks it, which knows nothing of velasdk."""
    run = Run(ReviewStep(), configs={API: Config("https://reviews.example/base/", "key")})
    assert isinstance(run.execute(PENDING), Suspend)
    request = run.requests[0]
    assert request.url == "https://reviews.example/base/reviews"
    digest = hmac.new(b"key", f"POST /reviews\n{request.body}".encode(), hashlib.sha256).hexdigest()
    assert request.headers["Authorization"] == f"HMAC-SHA256 {digest}"
    assert "key" not in str(request.headers) and EXAMPLE.token not in str(request)


def test_a_signature_is_of_one_request() -> None:
    run = Run(Jobs(statusApi=Tracker("status")), remembered={"make": {"id": "7"}})
    run.execute({"state": "done"}, Reply(204), Reply(201))
    asked, unlocked, noted = run.requests
    assert asked.headers == {"Authorization": f"Bearer {EXAMPLE.token}"}
    assert asked.url == f"{EXAMPLE.url}/jobs/7?region=eu&n=1"
    text = b"DELETE /locks?a=b&job=7\n"
    assert unlocked.headers == {"Authorization": f"HMAC-SHA256 {hmac.digest(EXAMPLE.token.encode(), text, 'sha256').hex()}"}
    assert noted.headers == {
        "X-Kind": "note",
        "Content-Type": "text/plain; charset=utf-8",
        "Authorization": f"Bearer {EXAMPLE.token}",
    }


@pytest.mark.parametrize(
    ("options", "said"),
    [
        ({"url": "reviews"}, "begins with `/`"),
        ({"url": "https://elsewhere.example/reviews"}, "begins with `/`"),
        ({"url": "/reviews", "headers": {"authorization": "Basic eA=="}}, "says what `Authorization` is"),
    ],
)
def test_a_request_that_a_connection_cannot_send(options: dict[str, Any], said: str) -> None:
    with pytest.raises(ValueError, match=said):
        http.get(connection=API, **options)


def test_messages_have_the_whole_address() -> None:
    run = Run(ReviewStep())
    run.execute(Reply(403))
    assert run.message == f"POST {EXAMPLE.url}/reviews answered 403"


def test_a_secret_is_as_an_api_server_stores_it() -> None:
    assert secret("a/b", Config("u", "t")) == {
        "apiVersion": "v1",
        "kind": "Secret",
        "metadata": {"name": "b", "namespace": "a"},
        "data": {"url": "dQ==", "token": "dA=="},
    }
