"""An API that knows who asks, written as its team would: it has the token, and nothing of velasdk."""

from __future__ import annotations

import hmac
import json
import ssl
from types import TracebackType
from typing import Self

from tests.e2e.loopback import Handler, Server


class SignedApi:
    """Answers with a review that is pending who signs with `token` or sends one of `bearer`, and 401 all others.

    Paths are signed as they stand behind `/base`. With `tls` it is asked by https. `taken` and `refused` are the headers.
    """

    def __init__(self, token: str, *bearer: str, tls: ssl.SSLContext | None = None) -> None:
        self.token = token
        self.taken: list[str] = []
        self.refused: list[str] = []
        api = self

        class Signed(Handler):
            """One request."""

            def do_POST(self) -> None:
                text = f"POST {self.path.removeprefix('/base')}\n".encode() + self.body()
                signature = hmac.digest(token.encode(), text, "sha256").hex()
                given = self.headers["Authorization"] or ""
                known = given in (f"HMAC-SHA256 {signature}", *(f"Bearer {one}" for one in bearer))
                (api.taken if known else api.refused).append(given)
                self.answer(json.dumps({"code": 0, "data": {"status": 0}}), 200 if known else 401)

        self._server = Server(Signed)
        self._running = self._server.running()
        if tls is not None:
            self._server.socket = tls.wrap_socket(self._server.socket, server_side=True)
        self.url = f"{'http' if tls is None else 'https'}://127.0.0.1:{self._server.server_port}"

    def __enter__(self) -> Self:
        self._running.__enter__()
        return self

    def __exit__(self, kind: type[BaseException] | None, error: BaseException | None, at: TracebackType | None) -> None:
        self._running.__exit__(kind, error, at)
