"""The API that `custom-ws` asks, on loopback: what it answers is for the story to say, what it was asked is kept."""

from __future__ import annotations

import json
import threading
import time
from collections.abc import Callable, Mapping
from dataclasses import dataclass
from types import TracebackType
from typing import Any, Self

from tests.e2e.loopback import Handler, Server


@dataclass(frozen=True, slots=True)
class Answer:
    """What is sent back."""

    body: str
    status: int = 200
    content_type: str = "application/json"


def review(status: int) -> Answer:
    """An answer as the API's own description has it."""
    return Answer(json.dumps({"code": 0, "msg": "ok", "data": {"status": status, "reason": "as the story says"}}))


PENDING, APPROVED, REJECTED = (review(status) for status in range(3))
HTML = Answer("<!doctype html><title>Maintenance</title><p>We are back soon.", content_type="text/html")
"""A gateway's page, sent with the status of success."""


QUIET = 1.5
"""Seconds. That a step suspends is an event that executes it again, and so is the wait before it, which takes 1 s."""


@dataclass(frozen=True, slots=True)
class Asked:
    """A request that came in."""

    application: str
    step_id: str
    body: Mapping[str, Any]


class ReviewApi:
    """Answers each application as `answers` says, and all others PENDING; `on_request` is called before an answer is sent."""

    def __init__(self) -> None:
        self.answers: dict[str, Answer] = {}
        self.asked: list[Asked] = []
        self.on_request: Callable[[Asked], None] | None = None
        self._arrived = threading.Condition()
        api = self

        class Reviews(Handler):
            """One request."""

            def do_POST(self) -> None:
                body = json.loads(self.body())
                answer = api.take(Asked(body["application"], body["stepId"], body))
                self.answer(answer.body, answer.status, answer.content_type)

        self._server = Server(Reviews)
        self._running = self._server.running()
        self.url = f"http://127.0.0.1:{self._server.server_port}/review"

    def __enter__(self) -> Self:
        self._running.__enter__()
        return self

    def __exit__(self, kind: type[BaseException] | None, error: BaseException | None, at: TracebackType | None) -> None:
        self._running.__exit__(kind, error, at)

    def take(self, asked: Asked) -> Answer:
        """Keep what was asked, and say what to answer."""
        with self._arrived:
            self.asked.append(asked)
            answer = self.answers.get(asked.application, PENDING)  # before the story, which waits for this, goes on
            self._arrived.notify_all()
        if self.on_request is not None:
            self.on_request(asked)
        return answer

    def of(self, application: str) -> list[Asked]:
        """What was asked for an application."""
        return [each for each in self.asked if each.application == application]

    def wait_for(self, application: str, count: int, timeout: float = 30.0) -> None:
        """Wait until an application has asked so often. Raises TimeoutError after `timeout` seconds."""
        with self._arrived:
            if not self._arrived.wait_for(lambda: len(self.of(application)) >= count, timeout):
                raise TimeoutError(f"{application} asked {len(self.of(application))} times in {timeout:g} s, not {count} times")

    def wait_for_quiet(self, application: str) -> None:
        """Wait until an application has asked, and not again for longer than a controller leaves between two times."""
        self.wait_for(application, 1)
        count = 0
        while len(self.of(application)) > count:
            count = len(self.of(application))
            time.sleep(QUIET)
