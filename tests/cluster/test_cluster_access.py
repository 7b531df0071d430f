"""Ways to a cluster, as a kubeconfig describes them, and ways that lead nowhere."""

from __future__ import annotations

import base64
import json
import os
import shlex
import socket
import subprocess
import sys
from collections.abc import Callable
from pathlib import Path
from typing import Any

import pytest
import trustme
import yaml

from tests.cluster.api_server import RUNS, TOKEN, Answer, ApiServer, config
from tests.cluster.project import Project
from velasdk.cluster import access
from velasdk.cluster.kinds import RUN
from velasdk.cluster.refusals import Refused, Unreachable

Arrange = Callable[[Project, pytest.MonkeyPatch], tuple[str, ...] | None]
"""Prepares a way to the cluster; the options that it needs."""

FOUND = {"metadata": {"name": "first", "resourceVersion": "7"}, "status": {"status": "succeeded", "finished": True}}


def plugin(folder: Path, version: str, status: dict[str, Any], code: int = 0, said: str = "") -> dict[str, Any]:
    """A user whose credentials a program prints, which is how clouds do it."""
    credential = json.dumps(
        {"kind": "ExecCredential", "apiVersion": f"client.authentication.k8s.io/{version}", "status": status}
    )
    text = f"import sys; print({credential!r}); print({said!r}, file=sys.stderr); sys.exit({code})"
    (folder / "plugin").write_text(f"#!/bin/sh\nexec {shlex.quote(sys.executable)} -c {shlex.quote(text)}\n", encoding="utf-8")
    (folder / "plugin").chmod(0o755)
    run = {"apiVersion": f"client.authentication.k8s.io/{version}", "command": "./plugin", "interactiveMode": "Never"}
    return {"token": None, "exec": run}


def certificate(server: ApiServer) -> tuple[str, str]:
    """A client's certificate and key in PEM."""
    server.mutual = True
    made = server.authority.issue_cert("ann@team.example")
    return b"".join(each.bytes() for each in made.cert_chain_pems).decode(), made.private_key_pem.bytes().decode()


def token(project: Project, patch: pytest.MonkeyPatch) -> None:
    """As the fixture wrote it."""


def token_file(project: Project, patch: pytest.MonkeyPatch) -> None:
    (project.root / "token").write_text(TOKEN, encoding="utf-8")
    project.server.kubeconfig(project.root, {"token": None, "tokenFile": "token"})


def authority_inside(project: Project, patch: pytest.MonkeyPatch) -> None:
    data = base64.b64encode(project.server.authority.cert_pem.bytes()).decode()
    project.server.kubeconfig(project.root, cluster={"certificate-authority": None, "certificate-authority-data": data})


def no_verification(project: Project, patch: pytest.MonkeyPatch) -> None:
    project.server.kubeconfig(project.root, cluster={"certificate-authority": None, "insecure-skip-tls-verify": True})


def plugin_v1(project: Project, patch: pytest.MonkeyPatch) -> None:
    project.server.kubeconfig(project.root, plugin(project.root, "v1", {"token": TOKEN}))


def plugin_v1beta1(project: Project, patch: pytest.MonkeyPatch) -> None:
    project.server.kubeconfig(project.root, plugin(project.root, "v1beta1", {"token": TOKEN}))


def several_files(project: Project, patch: pytest.MonkeyPatch) -> None:
    """The cluster is in one file, who asks in another, and a third does not exist."""
    whole = yaml.safe_load(project.server.kubeconfig(project.root).read_text(encoding="utf-8"))
    parts = {
        "one": {"clusters": whole["clusters"]},
        "two": {key: whole[key] for key in ("users", "contexts", "current-context")},
    }
    for name, part in parts.items():
        (project.root / name).write_text(yaml.safe_dump({"apiVersion": "v1", "kind": "Config", **part}), encoding="utf-8")
    patch.setenv("KUBECONFIG", os.pathsep.join(str(project.root / name) for name in ("one", "three", "two")))


def option(project: Project, patch: pytest.MonkeyPatch) -> tuple[str, ...]:
    patch.setenv("KUBECONFIG", "/nowhere")
    return "--kubeconfig", str(project.root / "kubeconfig")


def home(project: Project, patch: pytest.MonkeyPatch) -> None:
    patch.delenv("KUBECONFIG")
    patch.setenv("HOME", str(project.root))
    (project.root / ".kube").mkdir()
    (project.root / "kubeconfig").rename(project.root / ".kube" / "config")


def other_context(project: Project, patch: pytest.MonkeyPatch) -> tuple[str, ...]:
    written = yaml.safe_load((project.root / "kubeconfig").read_text(encoding="utf-8"))
    written["contexts"].append({"name": "old", "context": {"cluster": "gone", "user": "ann"}})
    written["clusters"].append({"name": "gone", "cluster": {"server": "https://127.0.0.1:1"}})
    (project.root / "kubeconfig").write_text(yaml.safe_dump({**written, "current-context": "old"}), encoding="utf-8")
    return "--context", "dev"


WAYS: list[Arrange] = [
    *(token, token_file, authority_inside, no_verification, plugin_v1, plugin_v1beta1),
    *(several_files, option, home, other_context),
]


@pytest.mark.parametrize("arrange", WAYS, ids=lambda each: each.__name__)
def test_a_way_to_the_cluster(project: Project, monkeypatch: pytest.MonkeyPatch, arrange: Arrange) -> None:
    project.server.answers[f"GET {RUNS.format('team')}/first"] = [Answer(200, FOUND)]
    ran = project.velasdk("resume", "first", *(arrange(project, monkeypatch) or ()))
    assert ran.err == "velasdk: team/first has ended, it succeeded: there is nothing to resume\n"


@pytest.mark.parametrize("kind", ["inside", "files", "plugin"])
def test_a_certificate_says_who_asks(tmp_path: Path, monkeypatch: pytest.MonkeyPatch, kind: str) -> None:
    server = ApiServer()
    chain, key = certificate(server)
    server.answers[f"GET {RUNS.format('team')}/first"] = [Answer(200, FOUND)]
    data = {name: base64.b64encode(text.encode()).decode() for name, text in (("certificate", chain), ("key", key))}
    (tmp_path / "ann.crt").write_text(chain, encoding="ascii")
    (tmp_path / "ann.key").write_text(key, encoding="ascii")
    user: dict[str, dict[str, Any]] = {
        "inside": {"client-certificate-data": data["certificate"], "client-key-data": data["key"]},
        "files": {"client-certificate": "ann.crt", "client-key": "ann.key"},
        "plugin": plugin(tmp_path, "v1", {"clientCertificateData": chain, "clientKeyData": key}),
    }
    with server:
        file = server.kubeconfig(tmp_path, {"token": None, **user[kind]})
        assert access.connected(file, None, None).read(RUN, "first") == FOUND
        bare = server.kubeconfig(tmp_path, {"token": None})
        with pytest.raises(Refused, match="does not accept the credentials of the context dev"):
            access.connected(bare, None, None).read(RUN, "first")


def test_the_namespace(project: Project) -> None:
    for options, namespace in (((), "team"), (("-n", "other"), "other")):
        ran = project.velasdk("resume", "first", *options)
        assert ran.err == f"velasdk: there is no WorkflowRun first in the namespace {namespace}\n"
    written = yaml.safe_load((project.root / "kubeconfig").read_text(encoding="utf-8"))
    del written["contexts"][0]["context"]["namespace"]
    (project.root / "kubeconfig").write_text(yaml.safe_dump(written), encoding="utf-8")
    assert project.velasdk("resume", "first").err == "velasdk: there is no WorkflowRun first in the namespace default\n"


def written(text: str) -> Arrange:
    def arrange(project: Project, patch: pytest.MonkeyPatch) -> None:
        (project.root / "kubeconfig").write_text(text, encoding="utf-8")

    return arrange


def cluster(**changes: Any) -> Arrange:
    def arrange(project: Project, patch: pytest.MonkeyPatch) -> None:
        project.server.kubeconfig(project.root, cluster={key.replace("_", "-"): value for key, value in changes.items()})

    return arrange


def user(**changes: Any) -> Arrange:
    def arrange(project: Project, patch: pytest.MonkeyPatch) -> None:
        project.server.kubeconfig(project.root, {key.replace("_", "-"): value for key, value in changes.items()})

    return arrange


def nothing(project: Project, patch: pytest.MonkeyPatch) -> None:
    patch.delenv("KUBECONFIG")
    patch.setenv("HOME", str(project.root / "steps"))


def failing(code: int, said: str) -> Arrange:
    def arrange(project: Project, patch: pytest.MonkeyPatch) -> None:
        project.server.kubeconfig(project.root, plugin(project.root, "v1", {"token": TOKEN}, code, said))

    return arrange


def strange_authority(project: Project, patch: pytest.MonkeyPatch) -> None:
    project.server.kubeconfig(project.root)
    trustme.CA().cert_pem.write_to_path(str(project.root / "authority.pem"))


def refusing(project: Project, patch: pytest.MonkeyPatch) -> None:
    with socket.socket() as free:
        free.bind(("127.0.0.1", 0))
        port = free.getsockname()[1]
    project.server.kubeconfig(project.root, cluster={"server": f"https://ann:{TOKEN}@127.0.0.1:{port}"})
    patch.setattr(project.server, "port", port)


def silent(project: Project, patch: pytest.MonkeyPatch) -> None:
    patch.setitem(access._TIMES, "_request_timeout", (0.3, 0.3))  # pyright: ignore[reportPrivateUsage]
    project.server.answers[f"GET {RUNS.format('team')}/first"] = [Answer(200, "{", hold=3.0)]


NOWHERE: dict[str, tuple[Arrange, str]] = {
    "no kubeconfig": (nothing, "there is no kubeconfig: give --kubeconfig FILE, set KUBECONFIG, or write ~/.kube/config"),
    "no such file": (
        lambda _, patch: patch.setenv("KUBECONFIG", "/nowhere/config"),
        "there is no file /nowhere/config, which KUBECONFIG names",
    ),
    "no such option": (lambda _, __: ("--kubeconfig", "nowhere"), "nowhere does not exist: give --kubeconfig a file"),
    "no YAML": (written(f"users: [\n  token: {TOKEN}: :"), "the kubeconfig {file} is not YAML"),
    "empty": (written(""), "the kubeconfig {file} cannot be used: invalid kube-config. {file} file is empty"),
    "a list": (written(f"- {TOKEN}\n"), "the kubeconfig {file} cannot be used: it is not as kubectl writes it"),
    "no contexts": (
        written(yaml.safe_dump({"users": [{"name": "ann", "user": {"token": TOKEN}}]})),
        "the kubeconfig {file} cannot be used: expected key current-context",
    ),
    "a token at the wrong place": (
        written(yaml.safe_dump({**config({}, {}), "users": [{"name": "ann", "token": TOKEN}]})),
        "the kubeconfig {file} cannot be used: expected key user",
    ),
    "no such context": (lambda _, __: ("--context", "prod"), "the kubeconfig {file} cannot be used: it describes no `prod`"),
    "broken authority": (
        cluster(certificate_authority=None, certificate_authority_data="?"),
        "there is no TLS with {server}: no certificate or crl found",
    ),
    "no authority": (
        cluster(certificate_authority="nowhere.pem"),
        "the kubeconfig {file} cannot be used: file does not exist: {root}/nowhere.pem",
    ),
    "a wrong token": (
        user(token="another"),
        "{server} does not accept the credentials of the context dev: log in again, or use another --context",
    ),
    "a strange authority": (
        strange_authority,
        "the certificate of {server} is not valid: unable to get local issuer certificate: see `certificate-authority` or "
        "`tls-server-name` of its cluster in the kubeconfig",
    ),
    "no TLS there": (lambda project, _: plain(project), "there is no TLS with {server}: {no_tls}"),
    "nobody listens": (refusing, "{server} cannot be reached (Connection refused)"),
    "nobody answers": (silent, "{server} did not answer in time"),
    "no such host": (cluster(server="https://cluster.invalid"), "https://cluster.invalid cannot be reached ({no_host})"),
    "no proxy": (
        cluster(**{"proxy-url": f"http://ann:{TOKEN}@127.0.0.1:1"}),
        "{server} cannot be reached through its proxy (Connection refused)",
    ),
    "a failing plugin": (failing(3, "please log in"), "the kubeconfig {file}: exec: process returned 3. please log in"),
    "no plugin": (
        user(token=None, exec={"apiVersion": "client.authentication.k8s.io/v1", "command": "./nowhere"}),
        "the kubeconfig {file}: [Errno 2] No such file or directory: './nowhere'",
    ),
}


def plain(project: Project) -> None:
    """A server that does not know TLS, at the address of the one that does."""
    server = project.more.enter_context(ApiServer(plain=True))
    project.server.kubeconfig(project.root, cluster={"server": f"https://127.0.0.1:{server.port}"})
    project.server.port = server.port


@pytest.mark.parametrize("arrange, said", NOWHERE.values(), ids=NOWHERE)
def test_a_way_that_leads_nowhere(project: Project, monkeypatch: pytest.MonkeyPatch, arrange: Arrange, said: str) -> None:
    ran = project.velasdk("resume", "first", *(arrange(project, monkeypatch) or ()))
    words = {"file": project.root / "kubeconfig", "root": project.root, "server": project.server.url}
    known = said.format(**words, no_tls="*", no_host="*").split("*")
    assert ran.err.startswith(f"velasdk: {known[0]}")
    assert ran.err.endswith(f"{known[-1]}\n")
    assert ran.err.count("\n") == 1
    assert len(known) == 2 or ran.err == f"velasdk: {known[0]}\n"
    assert ran.code == 2
    assert TOKEN not in ran.out + ran.err


def test_nothing_is_asked_twice(project: Project) -> None:
    project.server.answers[f"GET {RUNS.format('team')}/first"] = [Answer(0)]
    ran = project.velasdk("resume", "first")
    assert (ran.code, ran.err) == (2, f"velasdk: {project.server.url} cannot be reached (the connection broke)\n")
    assert len(project.server.asked) == 1


def test_a_certificate_of_another_host(tmp_path: Path) -> None:
    with ApiServer(host="kubernetes.example") as server:
        with pytest.raises(Unreachable, match="is not valid: .*not valid for '127.0.0.1'"):
            access.connected(server.kubeconfig(tmp_path), None, None).read(RUN, "first")
        named = server.kubeconfig(tmp_path, cluster={"tls-server-name": "kubernetes.example"})
        assert access.connected(named, None, None).read(RUN, "first") is None


def test_without_the_library(project: Project, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setitem(sys.modules, "kubernetes", None)
    monkeypatch.delitem(sys.modules, "velasdk.cluster.access")
    ran = project.velasdk("resume", "first")
    assert (ran.code, ran.err) == (2, "velasdk: this command needs the Kubernetes client: pip install 'velasdk[cluster]'\n")


def test_the_library_is_loaded_by_a_connection_only() -> None:
    script = (
        "import sys; sys.modules['kubernetes'] = None; from velasdk.cli import main; "
        "sys.exit(any(main(each) for each in (['--help'], ['run', '--help'], ['resume', '--help'], ['terminate', '--help'])))"
    )
    subprocess.run([sys.executable, "-c", script], capture_output=True, check=True)
