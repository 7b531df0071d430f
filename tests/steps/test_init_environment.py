"""`init-environment` as plain Python."""

from __future__ import annotations

import pytest
from pydantic import ValidationError

from steps.init_environment import Environment, InitEnvironment, Namespace, Quota, Role
from velasdk import Action, Context, Continue, Fail, Wait
from velasdk.testing import NO_CONNECTION, Phase, Reply, Run

URL = "http://platform/api"
SHOP = f"{URL}/namespaces/shop-dev"
FOUND = Namespace(name="shop-dev", created_by="somebody")
OURS = Namespace(name="shop-dev", created_by="k")
GPU = Quota(resource="gpu", hard_limit="2")
MEMORY = Quota(resource="memory", hard_limit="64Gi", warn_at_percent=80)
NO_CONTENT = Reply(204)


def started(team: str | None = None, role: Role = Role.EDIT) -> Run:
    step = InitEnvironment(url=URL, environment="shop-dev", quotas=[GPU, MEMORY], team=team, role=role)
    return Run(step, Context(idempotency_key="k"))


def sent(run: Run) -> list[str]:
    return [f"{request.method} {request.url}" for request in run.requests]


def environment(*, created: bool) -> Continue:
    return Continue(outputs=Environment(namespace="shop-dev", created=created))


def test_creates_what_is_not_there_and_limits_it() -> None:
    run = started()
    assert run.execute(Reply(404), Reply(201), NO_CONTENT) == environment(created=True)
    assert sent(run) == [f"GET {SHOP}", f"POST {URL}/namespaces", f"PUT {SHOP}/quotas"]
    assert run.requests[0].body == ""
    assert run.requests[1].json() == {"name": "shop-dev", "createdBy": "k"}
    assert run.requests[2].json() == {
        "quotas": [
            {"resource": "gpu", "hardLimit": "2", "warnAtPercent": None},
            {"resource": "memory", "hardLimit": "64Gi", "warnAtPercent": 80},
        ]
    }


@pytest.mark.parametrize("namespace", [FOUND, Namespace(name="shop-dev"), {"name": "shop-dev", "createdBy": None}], ids=str)
def test_creates_nothing_that_is_there(namespace: Namespace) -> None:
    run = started()
    assert run.execute(namespace, NO_CONTENT) == environment(created=False)
    assert sent(run) == [f"GET {SHOP}", f"PUT {SHOP}/quotas"]
    assert run.outputs == Environment(namespace="shop-dev", created=False)


def test_somebody_else_may_be_faster() -> None:
    assert started().execute(Reply(404), Reply(409), NO_CONTENT) == environment(created=False)


def test_quotas_may_be_answered_with_a_body() -> None:
    assert started().execute(FOUND, Reply(200, "{}")) == environment(created=False)


@pytest.mark.parametrize("namespace", [(FOUND,), (Reply(404), Reply(201))], ids=["found", "created"])
@pytest.mark.parametrize("status", [200, 201, 204])
def test_lets_the_team_in_last(namespace: tuple[Namespace | Reply, ...], status: int) -> None:
    run = started(team="checkout", role=Role.ADMIN)
    assert isinstance(run.execute(*namespace, NO_CONTENT, Reply(status)), Continue)
    assert sent(run)[-2:] == [f"PUT {SHOP}/quotas", f"PUT {SHOP}/role-bindings/checkout"]
    assert run.requests[-1].json() == {"role": "admin"}


@pytest.mark.parametrize(
    ("replies", "action"),
    [
        ([Reply(403)], Fail("looking up namespace shop-dev was answered 403")),
        ([NO_CONTENT], Fail("looking up namespace shop-dev was answered 204")),
        ([Reply(503)], Wait(f"GET {SHOP} answered 503")),
        (["<html>login</html>"], Fail(f"GET {SHOP} answered no Namespace: the body is missing or not of its type")),
        (['{"createdBy": "k"}'], Fail(f"GET {SHOP} answered no Namespace: name is missing or not of its type")),
        ([Reply(404), Reply(422)], Fail("creating namespace shop-dev was answered 422")),
        ([Reply(404), "<html>login</html>"], Fail("creating namespace shop-dev was answered 200")),
        ([Reply(404), Reply(429)], Wait(f"POST {URL}/namespaces answered 429")),
        ([FOUND, Reply(400)], Fail("setting the quotas of shop-dev was answered 400")),
        ([FOUND, Reply(202)], Fail("setting the quotas of shop-dev was answered 202")),
        ([FOUND, Reply(500)], Wait(f"PUT {SHOP}/quotas answered 500")),
        ([Reply(404), Reply(201), Reply(400)], Fail("setting the quotas of shop-dev was answered 400")),
        ([FOUND, NO_CONTENT, Reply(404)], Fail("letting checkout into shop-dev was answered 404")),
        ([FOUND, NO_CONTENT, Reply(502)], Wait(f"PUT {SHOP}/role-bindings/checkout answered 502")),
        ([Reply(404), Reply(409), NO_CONTENT, Reply(403)], Fail("letting checkout into shop-dev was answered 403")),
        ([FOUND, NO_CONNECTION], NO_CONNECTION),
    ],
    ids=str,
)
def test_nothing_follows_what_is_no_success(replies: list[Namespace | Reply | str], action: Action) -> None:
    run = started(team="checkout")
    assert run.execute(*replies) == action
    assert len(run.requests) == len(replies)
    assert run.outputs is None


def test_begins_anew_after_an_outage_and_knows_its_own_namespace() -> None:
    run = started(team="checkout")
    run.execute(Reply(404), Reply(201), Reply(503))
    assert (run.phase, run.message) == (Phase.RUNNING, f"PUT {SHOP}/quotas answered 503")
    run.execute(OURS, NO_CONTENT, Reply(201))
    assert sent(run)[3:] == [f"GET {SHOP}", f"PUT {SHOP}/quotas", f"PUT {SHOP}/role-bindings/checkout"]
    assert (run.phase, run.outputs) == (Phase.SUCCEEDED, Environment(namespace="shop-dev", created=True))


def test_an_operator_who_resumes_opens_no_gate() -> None:
    run = started()
    run.execute(Reply(503))
    run.resume()
    assert run.execute(Reply(503)) == Wait(f"GET {SHOP} answered 503")
    assert run.phase is Phase.RUNNING


@pytest.mark.parametrize("name", ["", "Shop", "-shop", "shop-", "shop/quotas", "s" * 64])
def test_the_name_is_checked(name: str) -> None:
    with pytest.raises(ValidationError):
        InitEnvironment(url=URL, environment=name, quotas=[GPU])


@pytest.mark.parametrize("team", ["", "a/b", "A"])
def test_the_team_is_checked(team: str) -> None:
    with pytest.raises(ValidationError):
        InitEnvironment(url=URL, environment="shop", quotas=[GPU], team=team)


@pytest.mark.parametrize("percent", [0, 101])
def test_a_quota_is_checked(percent: int) -> None:
    with pytest.raises(ValidationError):
        Quota(resource="gpu", hard_limit="2", warn_at_percent=percent)


def test_an_environment_has_quotas() -> None:
    with pytest.raises(ValidationError):
        InitEnvironment(url=URL, environment="shop", quotas=[])
