"""Where a token can be read after everything that can happen to a request with it: nowhere, unless it is sent itself."""

from __future__ import annotations

import base64
import json
import socket
import ssl
from collections.abc import Iterator
from typing import Any

import pytest
import trustme

from tests.e2e.cluster.running import SYSTEM, Cluster
from tests.e2e.project import ROOT
from tests.e2e.published import definitions, fetch, publish, served
from tests.e2e.runs import NAMESPACE, Run
from tests.e2e.signed_api import SignedApi
from velasdk.cluster.runs import manifest

TOKENS = {"review": "9f8c0a1b2d3e4f5061728394a5b6c7d8", "review-sent": "c7d8a5b6839461725061e4f52d3e0a1b9f8c"}
"""The token of each step."""

PROJECT = """
[project]
name = "tokens"
version = "1.0.0"
description = "Steps with a token"
"""

SENT = '''

class Sent(BearerConnection):
    """A token that is sent."""

    reason = "to see where it is shown"
'''


CERTIFIED = '''

class Certified(Connection):
    """With the certificates of the config."""

    tls = True
'''


@pytest.fixture
def api() -> Iterator[SignedApi]:
    """An API that is there."""
    with SignedApi(TOKENS["review"], TOKENS["review-sent"]) as started:
        yield started


@pytest.fixture
def silent() -> Iterator[str]:
    """The address of an API that takes requests and never answers."""
    with socket.create_server(("127.0.0.1", 0)) as server:
        yield f"http://127.0.0.1:{server.getsockname()[1]}"


@pytest.fixture(scope="module")
def installed(cluster: Cluster, tmp_path_factory: pytest.TempPathFactory) -> None:
    """Two steps, published and installed: one signs, one sends its token."""
    home = tmp_path_factory.mktemp("tokens")
    (home / "steps").mkdir()
    (home / "pyproject.toml").write_text(PROJECT, encoding="utf-8")
    signing = (ROOT / "tests/connections/steps/review.py").read_text(encoding="utf-8").replace('timeout="10s"', 'timeout="1s"')
    (home / "steps" / "signing.py").write_text(signing, encoding="utf-8")
    sending = (
        signing.replace("import Connection,", "import BearerConnection,")
        .replace("Connection(", "Sent(")
        .replace(": Connection", ": Sent")
    )
    sending = sending.replace('name="review"', 'name="review-sent"').replace(
        "\n\nclass ReviewReply", f"{SENT}\n\nclass ReviewReply"
    )
    (home / "steps" / "sending.py").write_text(sending, encoding="utf-8")
    (home / "steps" / "certified.py").write_text(
        signing.replace("Connection(", "Certified(")
        .replace(": Connection", ": Certified")
        .replace('name="review"', 'name="review-certified"')
        .replace("\n\nclass ReviewReply", f"{CERTIFIED}\n\nclass ReviewReply"),
        encoding="utf-8",
    )
    publish(home, home / "repository")
    with served(home / "repository") as url:
        cluster.objects.apply(*definitions(fetch(url, "tokens")))


def configure(cluster: Cluster, name: str, url: str, token: str, **certificates: bytes) -> None:
    """What `vela config create` stores."""
    metadata = {"name": name, "namespace": SYSTEM}
    encoded = {key.replace("_", "."): base64.b64encode(one).decode() for key, one in certificates.items()}
    data = {"url": url, "token": token, **encoded}
    cluster.objects.apply({"apiVersion": "v1", "kind": "Secret", "metadata": metadata, "stringData": data})


def places(cluster: Cluster, token: str) -> set[str]:
    """Where `token` can be read, as it is or as a Secret has it: kinds of objects, and logs."""
    texts = (token, base64.b64encode(token.encode()).decode())
    found = {one["kind"] for one in cluster.objects.all_but("Secret") if any(text in json.dumps(one) for text in texts)}
    for log in cluster.control_plane.kubeconfig.parent.glob("*.log"):
        said = log.read_text(encoding="utf-8", errors="replace")
        found |= {log.name} if any(text in said for text in texts) else set()
    return found


@pytest.mark.parametrize(
    ("step", "shown"),
    [("review", set[str]()), ("review-sent", {"WorkflowRun", "vela-workflow.log"})],
    ids=["signed", "sent"],
)
def test_where_the_token_is_after_a_refused_connection_and_a_time_out(
    cluster: Cluster, installed: None, api: SignedApi, silent: str, step: str, shown: set[str]
) -> None:
    name, token = f"token-of-{step}", TOKENS[step]
    with socket.create_server(("127.0.0.1", 0)) as free:
        closed = f"http://127.0.0.1:{free.getsockname()[1]}"
    configure(cluster, name, closed, token)
    cluster.objects.apply(manifest(step, {"api": f"{SYSTEM}/{name}"}, NAMESPACE, name))
    run = Run(name, cluster)
    seen: set[str] = set()
    run.wait(lambda state: "connection refused" in state.steps[0].message if state.steps else False)
    seen |= places(cluster, token)
    configure(cluster, name, silent, token)
    run.wait(lambda state: "Client.Timeout" in state.steps[0].message, timeout=60)
    seen |= places(cluster, token)
    configure(cluster, name, f"{api.url}/base/", token)
    run.until("suspending", timeout=90)
    seen |= places(cluster, token)
    assert api.refused == []
    run.resume()
    configure(cluster, name, f"{api.url}/base/", "another-token")
    failed = run.until("failed", timeout=60)
    assert "answered 401" in failed.steps[0].message and api.refused
    assert seen | places(cluster, token) == shown


def test_without_a_config_the_step_fails_and_says_which(cluster: Cluster, installed: None) -> None:
    cluster.objects.apply(manifest("review", {"api": f"{SYSTEM}/not-there"}, NAMESPACE, "no-config"))
    failed = Run("no-config", cluster).until("failed")
    assert failed.steps[0].message == 'the config vela-system/not-there cannot be read: secrets "not-there" not found'


def test_certificates_of_the_config_are_shown_to_the_api(cluster: Cluster, installed: None) -> None:
    authority = trustme.CA()
    context = ssl.SSLContext(ssl.PROTOCOL_TLS_SERVER)
    server: Any = authority.issue_cert("127.0.0.1")
    trusted: Any = authority
    server.configure_cert(context)
    trusted.configure_trust(context)
    context.verify_mode = ssl.CERT_REQUIRED
    client = authority.issue_cert("velasdk@steps.example")
    with SignedApi("token", tls=context) as api:
        configure(
            cluster,
            "certified",
            api.url,
            "token",
            ca_crt=authority.cert_pem.bytes(),
            client_crt=client.cert_chain_pems[0].bytes(),
            client_key=client.private_key_pem.bytes(),
        )
        cluster.objects.apply(manifest("review-certified", {"api": f"{SYSTEM}/certified"}, NAMESPACE, "certified"))
        Run("certified", cluster).until("suspending")
        assert api.taken
        configure(cluster, "uncertified", api.url, "token")
        cluster.objects.apply(manifest("review-certified", {"api": f"{SYSTEM}/uncertified"}, NAMESPACE, "uncertified"))
        Run("uncertified", cluster).wait(lambda state: "certificate" in state.steps[0].message if state.steps else False)
        assert not api.refused
