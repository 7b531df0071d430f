"""An API that knows who asks, written as its team would: it has the token, and nothing of velasdk."""

from __future__ import annotations

import hmac
import json
import ssl
import sys
import threading
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer
from types import TracebackType
from typing import Self


class _Server(ThreadingHTTPServer):
    """A server whose callers may be without a certificate."""

    def handle_error(self, request: object, client_address: object) -> None:
        if not isinstance(sys.exception(), OSError):
            super().handle_error(request, client_address)  # type: ignore[arg-type]


class SignedApi:
    """Answers with a review that is pending who signs with `token` or sends one of `bearer`, and 401 all others.

    Paths are signed as they stand behind `/base`. With `tls` it is asked by https. `taken` and `refused` are the headers.
    """

    def __init__(self, token: str, *bearer: str, tls: ssl.SSLContext | None = None) -> None:
        self.token = token
        self.taken: list[str] = []
        self.refused: list[str] = []
        api = self

        class Handler(BaseHTTPRequestHandler):
            """One request."""

            def do_POST(self) -> None:
                body = self.rfile.read(int(self.headers["Content-Length"]))
                text = f"POST {self.path.removeprefix('/base')}\n".encode() + body
                signature = hmac.digest(token.encode(), text, "sha256").hex()
                given = self.headers["Authorization"] or ""
                known = given in (f"HMAC-SHA256 {signature}", *(f"Bearer {one}" for one in bearer))
                (api.taken if known else api.refused).append(given)
                reply = json.dumps({"code": 0, "data": {"status": 0}}).encode()
                self.send_response(200 if known else 401)
                self.send_header("Content-Length", str(len(reply)))
                self.end_headers()
                self.wfile.write(reply)

            def log_message(self, format: str, *arguments: object) -> None:
                """The story tells what matters."""

        self._server = _Server(("127.0.0.1", 0), Handler)
        if tls is not None:
            self._server.socket = tls.wrap_socket(self._server.socket, server_side=True)
        self.url = f"{'http' if tls is None else 'https'}://127.0.0.1:{self._server.server_port}"

    def __enter__(self) -> Self:
        threading.Thread(target=self._server.serve_forever, daemon=True).start()
        return self

    def __exit__(self, kind: type[BaseException] | None, error: BaseException | None, at: TracebackType | None) -> None:
        self._server.shutdown()
        self._server.server_close()
