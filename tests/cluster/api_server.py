"""A server on loopback that answers as an API server does, with TLS and credentials, for what no real one does on demand."""

from __future__ import annotations

import json
import ssl
import threading
from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass, field
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer
from pathlib import Path
from types import TracebackType
from typing import Any, Self, TypeAlias

import trustme
import yaml

TOKEN = "token-that-nobody-may-see"
RUNS = "/apis/core.oam.dev/v1alpha1/namespaces/{}/workflowruns"
DEFINITIONS = "/apis/core.oam.dev/v1beta1/namespaces/{}/workflowstepdefinitions"
APPLICATIONS = "/apis/core.oam.dev/v1beta1/namespaces/{}/applications"


@dataclass(frozen=True, slots=True)
class Answer:
    """What is sent back: JSON data, or a text; after `hold` seconds it ends, or breaks with `cut`.

    The status 0 is no answer at all: the connection is closed.
    """

    status: int
    body: Any = ""
    content_type: str = "application/json"
    cut: bool = False
    hold: float = 0.0

    def text(self) -> bytes:
        return (self.body if isinstance(self.body, str) else json.dumps(self.body)).encode()


def failure(code: int, reason: str, message: str, **details: str) -> Answer:
    """A `Status`, as kube-apiserver 1.34 writes it."""
    known = {"details": details} if details else {}
    status: dict[str, Any] = {"kind": "Status", "apiVersion": "v1", "metadata": {}, "status": "Failure", "message": message}
    return Answer(code, status | {"reason": reason} | known | {"code": code})


def not_found(plural: str, name: str) -> Answer:
    return failure(404, "NotFound", f'{plural}.core.oam.dev "{name}" not found', name=name, group="core.oam.dev", kind=plural)


def conflict(name: str) -> Answer:
    return failure(409, "Conflict", "the object has been modified", name=name, group="core.oam.dev", kind="workflowruns")


@dataclass(frozen=True, slots=True)
class Asked:
    """A request that came in."""

    verb: str
    path: str
    query: str
    body: Any
    content_type: str


Reply: TypeAlias = Answer | Callable[[Asked], Answer]
"""What is sent back, or what makes it of a request."""


@dataclass
class ApiServer:
    """Answers what `answers` lists for a request such as `GET /apis/...`, the last one again and again, and else 404.

    A watch is `WATCH /apis/...`. Who has not the token, or with `mutual` no certificate of ours, gets a 401.
    """

    answers: dict[str, Sequence[Reply]] = field(default_factory=dict[str, Sequence[Reply]])
    mutual: bool = False
    plain: bool = False
    host: str = "127.0.0.1"
    port: int = 0
    authority: trustme.CA = field(default_factory=trustme.CA)
    asked: list[Asked] = field(default_factory=list[Asked])

    @property
    def url(self) -> str:
        return f"http{'' if self.plain else 's'}://127.0.0.1:{self.port}"

    def __enter__(self) -> Self:
        self._server = _Server((("127.0.0.1"), self.port), _handler(self))
        self.port = self._server.server_port
        if not self.plain:
            context = ssl.SSLContext(ssl.PROTOCOL_TLS_SERVER)
            authority: Any = self.authority  # what it says of a context is half typed
            authority.issue_cert(self.host).configure_cert(context)
            if self.mutual:
                authority.configure_trust(context)
                context.verify_mode = ssl.CERT_OPTIONAL
            self._server.socket = context.wrap_socket(self._server.socket, server_side=True, do_handshake_on_connect=False)
        threading.Thread(target=self._server.serve_forever, kwargs={"poll_interval": 0.02}, daemon=True).start()
        return self

    def __exit__(self, kind: type[BaseException] | None, error: BaseException | None, at: TracebackType | None) -> None:
        self._server.shutdown()
        self._server.server_close()

    def take(self, asked: Asked) -> Answer:
        """Keep what was asked, and say what to answer."""
        self.asked.append(asked)
        verb = "WATCH" if "watch=true" in asked.query.lower() else asked.verb
        listed = self.answers.get(f"{verb} {asked.path}")
        if listed is None:
            plural, _, name = asked.path.partition("/namespaces/")[2].partition("/")[2].partition("/")
            return not_found(plural, name)
        answer, *others = listed
        self.answers[f"{verb} {asked.path}"] = others or [answer]
        return answer if isinstance(answer, Answer) else answer(asked)

    def kubeconfig(self, folder: Path, user: Mapping[str, Any] | None = None, cluster: Mapping[str, Any] | None = None) -> Path:
        """A kubeconfig of that server; `user` and `cluster` say what is otherwise than usual."""
        authority = folder / "authority.pem"
        self.authority.cert_pem.write_to_path(str(authority))
        server = {"server": self.url, "certificate-authority": str(authority), **(cluster or {})}
        written = config({key: value for key, value in server.items() if value is not None}, {"token": TOKEN, **(user or {})})
        (folder / "kubeconfig").write_text(yaml.safe_dump(written), encoding="utf-8")
        return folder / "kubeconfig"


def config(cluster: Mapping[str, Any], user: Mapping[str, Any]) -> dict[str, Any]:
    """What is in a kubeconfig of one context, `dev`."""
    return {
        "apiVersion": "v1",
        "kind": "Config",
        "clusters": [{"name": "somewhere", "cluster": dict(cluster)}],
        "users": [{"name": "ann", "user": {key: value for key, value in user.items() if value is not None}}],
        "contexts": [{"name": "dev", "context": {"cluster": "somewhere", "user": "ann", "namespace": "team"}}],
        "current-context": "dev",
    }


class _Server(ThreadingHTTPServer):
    daemon_threads = True
    block_on_close = False

    def handle_error(self, request: Any, client_address: Any) -> None:
        """A client that does not trust us, or that is gone: its side of it is what the tests look at."""


def _handler(server: ApiServer) -> type[BaseHTTPRequestHandler]:
    class Handler(BaseHTTPRequestHandler):
        protocol_version = "HTTP/1.1"
        timeout = 20

        def do_GET(self) -> None:
            length = int(self.headers.get("Content-Length") or 0)
            body = json.loads(self.rfile.read(length)) if length else None
            path, _, query = self.path.partition("?")
            asked = Asked(self.command, path, query, body, self.headers.get("Content-Type") or "")
            self.send(server.take(asked) if self.known() else failure(401, "Unauthorized", "Unauthorized"))

        do_POST = do_PATCH = do_GET

        def known(self) -> bool:
            peer = self.connection.getpeercert() if isinstance(self.connection, ssl.SSLSocket) else None
            return bool(peer) or (self.headers.get("Authorization") or "").lower() == f"bearer {TOKEN}"

        def send(self, answer: Answer) -> None:
            """In chunks of a line, as a watch comes."""
            self.close_connection = True
            if not answer.status:
                return
            self.send_response(answer.status)
            self.send_header("Content-Type", answer.content_type)
            self.send_header("Transfer-Encoding", "chunked")
            self.send_header("Connection", "close")  # or the client would ask on, while it is being closed
            self.end_headers()
            for line in answer.text().splitlines(keepends=True):
                self.wfile.write(b"%x\r\n%s\r\n" % (len(line), line))
                self.wfile.flush()
            threading.Event().wait(answer.hold)
            if not answer.cut:
                self.wfile.write(b"0\r\n\r\n")

        def log_message(self, format: str, *arguments: object) -> None:
            """The test says what matters."""

    return Handler
