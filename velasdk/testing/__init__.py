"""Runs a step as plain Python against scripted replies: an ordinary unit test, in microseconds, without an engine."""

from __future__ import annotations

from collections.abc import Mapping
from datetime import timedelta
from typing import Any, TypeAlias

from ..actions import Action, Continue
from ..connection import Config
from ..context import Context
from ..execution import Configs, NoConnection, Reply, Sent, execute
from ..model import Model
from ..oracle import Phase, Reason, State, Trouble, advanced, execution, resumed, terminated
from ..step import Step

__all__ = ["NO_CONNECTION", "Config", "Given", "Phase", "Reason", "Reply", "Run", "Sent"]

NO_CONNECTION = Trouble.NO_CONNECTION
"""In place of a reply: the request finds nobody."""


Given: TypeAlias = Model | Mapping[str, Any] | str | Reply
"""What an API answers in a test: a model, JSON data, a text, a whole `Reply`."""


class Run:
    """One run of `step`: execute it, resume it, and look at what the engine would show.

    The run starts where the run's status shows the step's id already, so that `context.idempotency_key` can be read.
    With `remembered` it starts where each `once` of these names has its answer already. `configs` are what the configs of
    connections have, by `namespace/name`: None is one that is not there, one that is left out is an example. `requests` are
    all that were sent, in order; `outputs` what the step left for later steps.
    """

    def __init__(
        self,
        step: Step,
        context: Context | None = None,
        *,
        remembered: Mapping[str, Given] | None = None,
        configs: Configs | None = None,
    ) -> None:
        self.step = step
        self.context = context or Context()
        self.requests: list[Sent] = []
        self.outputs: Model | None = None
        self.state = State(recorded=True)
        self.configs = configs
        self.memory = {name: reply_of(reply) for name, reply in (remembered or {}).items()}

    @property
    def phase(self) -> Phase:
        """The phase of the step."""
        return self.state.phase

    @property
    def reason(self) -> Reason:
        """Why it is in that phase."""
        return self.state.reason

    @property
    def message(self) -> str:
        """What `status` shows beside the phase."""
        return self.state.message

    def execute(self, *replies: Given | Trouble) -> Action | Trouble:
        """Execute the step once; its requests get `replies` in order: a model, JSON data, a text, a whole `Reply`.

        Returns what the step returned, or `NO_CONNECTION`; a `once` that gets its answer ends the execution with a `Wait`,
        and the next one goes on behind it. Raises `RuntimeError` when the run is finished, when the step
        sends more requests than there are replies, or fewer.
        """
        if self.state.finished:
            raise RuntimeError(f"the run is finished ({self.phase.value}): the engine executes nothing any more")
        left = list(replies)

        def send(request: Sent) -> Reply:
            self.requests.append(request)
            if not left:
                raise RuntimeError(f"no reply is left for {request.method} {request.url}")
            reply = left.pop(0)
            if reply is Trouble.NO_CONNECTION:
                raise NoConnection
            return reply_of(reply)

        outcome: Action | Trouble
        try:
            outcome = execute(self.step, self.context, send, self.memory, self.configs)
        except NoConnection:
            outcome = Trouble.NO_CONNECTION
        if left:
            raise RuntimeError(f"{len(left)} of the replies were not asked for: the step sent fewer requests")
        self.state = execution(self.state, outcome)
        if isinstance(outcome, Continue):
            self.outputs = outcome.outputs
        return outcome

    def advance(self, *, hours: int = 0, minutes: int = 0, seconds: int = 0) -> None:
        """Time passes. When the duration of its Suspend is over, the next `execute` does what is due then."""
        self.state = advanced(self.state, span(hours, minutes, seconds))

    def resume(self) -> None:
        """An operator resumes the workflow."""
        self.state = resumed(self.state)

    def terminate(self) -> None:
        """An operator terminates the workflow."""
        self.state = terminated(self.state)


def span(hours: int, minutes: int, seconds: int) -> int:
    """The seconds of a time that passes. Raises `ValueError` when it is none."""
    whole = int(timedelta(hours=hours, minutes=minutes, seconds=seconds).total_seconds())
    if whole <= 0:
        raise ValueError("time passes forwards: give hours, minutes or seconds")
    return whole


def reply_of(value: Given | Trouble) -> Reply:
    """`value` as a whole reply: JSON data with status 200, a text as it is."""
    if isinstance(value, Reply):
        return value
    return Reply(200, value) if isinstance(value, str) else Reply.of(value)
