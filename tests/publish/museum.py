"""A server that behaves as ChartMuseum does, on loopback, and misbehaves when it is told to.

`POST /api/[PREFIX/]charts` takes a form with the file `chart` and answers 201, or 409 for a version that is there unless the
query has `force`; `GET /[PREFIX/]index.yaml` and `GET /[PREFIX/]charts/NAME` give what was stored. With credentials it wants
them everywhere.
"""

from __future__ import annotations

import email.parser
import email.policy
import hashlib
import json
import threading
import time
from collections.abc import Callable, Generator, Mapping
from contextlib import contextmanager
from dataclasses import dataclass, field
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer
from typing import Any, cast
from urllib.parse import urlsplit

import yaml

from velasdk.publish.archive import unpack


@dataclass(frozen=True)
class Seen:
    """One request: the headers as they came."""

    method: str
    path: str
    headers: Mapping[str, str]


@dataclass(frozen=True)
class Answer:
    """What is answered instead, or done to the connection."""

    status: int = 0
    body: str = ""
    kind: str = "application/json"
    headers: Mapping[str, str] = field(default_factory=dict[str, str])
    silent: float = 0
    """Seconds before anything is answered."""
    drop: str = ""
    """`before` or `after` the request was done: nothing is answered and the connection is closed."""
    drip: float = 0
    """Seconds between one byte and the next."""


Misbehave = Callable[[Seen, int], Answer | None]
"""The request and how many of its method there were before -> what is answered instead."""


class Museum(ThreadingHTTPServer):
    """Holds what was published, and everything that was asked."""

    daemon_threads = True
    request_queue_size = 64

    def __init__(self, prefix: str, authorization: str | None, header: str, misbehave: Misbehave) -> None:
        super().__init__(("127.0.0.1", 0), _Handler)
        self.prefix = prefix.strip("/")
        self.authorization = authorization
        self.header = header
        self.misbehave: Misbehave = misbehave
        self.packages: dict[str, bytes] = {}
        self.seen: list[Seen] = []
        self.lock = threading.Lock()
        self.closing = threading.Event()

    @property
    def url(self) -> str:
        """The address of the repository."""
        return f"http://127.0.0.1:{self.server_address[1]}" + (f"/{self.prefix}" if self.prefix else "")

    def handle_error(self, request: Any, client_address: Any) -> None:
        """A client that has gone is no news."""

    def index(self) -> str:
        """`index.yaml` of what is there."""
        entries: dict[str, list[dict[str, Any]]] = {}
        for file, data in sorted(self.packages.items(), reverse=True):
            chart = yaml.safe_load(unpack(data, file).files["Chart.yaml"])
            more = {"urls": [f"charts/{file}"], "created": "2026-01-31T12:00:00Z", "digest": hashlib.sha256(data).hexdigest()}
            entries.setdefault(chart["name"], []).append({**chart, **more})
        return yaml.safe_dump(
            {"apiVersion": "v1", "entries": entries, "generated": "2026-01-31T12:00:00Z", "serverInfo": {"contextPath": ""}}
        )


class _Handler(BaseHTTPRequestHandler):
    protocol_version = "HTTP/1.1"

    @property
    def museum(self) -> Museum:
        return cast("Museum", self.server)

    def do_GET(self) -> None:
        self._do()

    def do_POST(self) -> None:
        self._do()

    def log_message(self, format: str, *args: object) -> None:
        """Nothing: pytest's output is for failures."""

    def _do(self) -> None:
        server = self.museum
        seen = Seen(self.command, self.path, dict(self.headers.items()))
        with server.lock:
            before = sum(each.method == self.command for each in server.seen)
            server.seen.append(seen)
        body = self.rfile.read(int(self.headers.get("Content-Length") or 0))
        wrong = server.misbehave(seen, before)
        if wrong is None:
            self._send(self._right(body))
            return
        if wrong.silent and server.closing.wait(wrong.silent):
            self.close_connection = True
            return
        if wrong.drop == "after":
            self._right(body)
        if wrong.drop:
            self.close_connection = True
            self.connection.close()
            return
        self._send(wrong if wrong.status else self._right(body), wrong.drip)

    def _right(self, body: bytes) -> Answer:
        server = self.museum
        if server.authorization is not None and self.headers.get(server.header) != server.authorization:
            return Answer(401, json.dumps({"error": "unauthorized"}), headers={"WWW-Authenticate": 'Basic realm="museum"'})
        url = urlsplit(self.path)
        prefix = f"/{server.prefix}" if server.prefix else ""
        if self.command == "POST" and url.path == f"/api{prefix}/charts":
            return self._store(body, url.query)
        if self.command == "GET" and url.path == f"{prefix}/index.yaml":
            return Answer(200, server.index(), "application/x-yaml")
        file = url.path.removeprefix(f"{prefix}/charts/")
        if self.command == "GET" and file in server.packages:
            return Answer(200, server.packages[file].decode("latin-1"), "application/x-tar")
        return Answer(404, json.dumps({"error": "not found"}))

    def _store(self, body: bytes, query: str) -> Answer:
        head = f"Content-Type: {self.headers['Content-Type']}\r\n\r\n".encode()
        form = email.parser.BytesParser(policy=email.policy.HTTP).parsebytes(head + body)
        parts = [part for part in form.iter_parts() if part.get_param("name", header="content-disposition") == "chart"]
        if len(parts) != 1:
            return Answer(400, json.dumps({"error": "no package or provenance file found in form fields chart and prov"}))
        data = parts[0].get_payload(decode=True)
        assert isinstance(data, bytes)
        chart = yaml.safe_load(unpack(data, "the upload").files["Chart.yaml"])
        file = f"{chart['name']}-{chart['version']}.tgz"
        with self.museum.lock:
            if file in self.museum.packages and "force" not in query:
                return Answer(409, json.dumps({"error": f"{file} already exists"}))
            self.museum.packages[file] = data
        return Answer(201, json.dumps({"saved": True}))

    def _send(self, answer: Answer, drip: float = 0) -> None:
        data = answer.body.encode("latin-1")
        self.send_response(answer.status)
        for name, value in {"Content-Type": answer.kind, "Content-Length": str(len(data)), **answer.headers}.items():
            self.send_header(name, value)
        self.end_headers()
        for start in range(0, len(data), 1 if drip else len(data)):
            self.wfile.write(data[start:] if not drip else data[start : start + 1])
            if drip:
                time.sleep(drip)


@contextmanager
def museum(
    prefix: str = "",
    authorization: str | None = None,
    header: str = "Authorization",
    misbehave: Misbehave = lambda seen, before: None,
) -> Generator[Museum]:
    """A server as long as the block lasts."""
    server = Museum(prefix, authorization, header, misbehave)
    thread = threading.Thread(target=server.serve_forever, kwargs={"poll_interval": 0.02}, daemon=True)
    thread.start()
    try:
        yield server
    finally:
        server.closing.set()
        server.shutdown()
        server.server_close()
        thread.join()
