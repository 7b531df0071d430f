"""`once`: a request that is sent once per run, and its answer remembered."""

from __future__ import annotations

from collections.abc import Generator
from dataclasses import dataclass
from typing import Any, Generic, TypeVar

from .http import Request

R = TypeVar("R")


@dataclass(frozen=True, slots=True)
class Once(Generic[R]):
    """A request of which one answer counts for the whole run; `once` makes it."""

    name: str
    request: Request[R]

    def __await__(self) -> Generator[Once[R], Any, R]:
        answer: R = yield self
        return answer


def once(name: str, request: Request[R]) -> Once[R]:
    """`request`, sent once per run; later executions get the same answer without sending it.

    The execution that gets the answer ends there: the engine stores the answer with the workflow's context, and the
    step goes on at the next execution, about a second later. An answer that a policy decides is not remembered. So the
    request is sent *at least* once: again after an outage, and when the controller dies between sending it and storing
    the answer. Nothing behind it is done before the answer is stored, and every sending has the same
    `context.idempotency_key`, which makes the repeated one known to the API. A restart of the workflow is a new run.

    `name` (letters, digits, `-`, `_`, `.`) is part of the step's contract: renamed, a run in flight sends again. The
    answer is stored as it came, in a ConfigMap beside the workflow, which is no place for a token: ask for that at every
    execution. A body of more than `LONGEST` bytes fails the step.
    """
    return Once(name, request)


def done(name: str) -> str:
    """The message of the execution that got the answer of `once(name, ...)`."""
    return f"{name} is done"


LONGEST = 131_072
"""How many bytes of a body are remembered: the ConfigMap holds a megabyte, and a byte is written with six at most."""


def lost(name: str) -> str:
    """The message of a step that cannot read what `once(name, ...)` remembers, as another version of it wrote that."""
    return f"what is remembered of {name} cannot be read"


def too_long(name: str) -> str:
    """The message of a step that got an answer for `once(name, ...)` which is too long to be remembered."""
    return f"the answer to {name} is too long to be remembered"
