"""Follows a run to its end, over connections that break and API servers that restart."""

from __future__ import annotations

import time
from collections.abc import Callable, Iterator
from typing import TYPE_CHECKING, Any

from .kinds import RUN
from .refusals import Refused, Unreachable
from .states import State, state

if TYPE_CHECKING:
    from .access import Cluster

PATIENCE = 300.0
"""How many seconds a server may be away before following it is given up."""

PAUSES = (0.2, 0.5, 1.0, 2.0, 5.0)
"""How many seconds to wait before trying again; the last one from then on."""

TOO_OLD = 410
"""The answer to a watch from a version that the server no longer remembers: the run is read again, and nothing is amiss."""

AGAIN = (0, TOO_OLD, 429, 500, 502, 503, 504)
"""Answers after which reading again helps; 0 is none at all."""


def follow(cluster: Cluster, name: str, told: Callable[[str], None]) -> Iterator[State]:
    """The states of a run, each that differs from the one before, until it has ended.

    What happens to the connection goes to `told`. Raises `VelasdkError` when the run is deleted, when the server no longer
    lets us read it, and when it is away for longer than `PATIENCE`.
    """
    before: State | None = None
    lost: float | None = None
    tries, doubted = 0, False
    while True:
        try:
            for found in _states(cluster, name):
                if lost is not None:
                    told(f"{cluster.server} is back")
                lost, tries = None, 0
                if found != before:
                    yield found
                before = found
                if found.finished:
                    return
            if before is not None and not before.phase and not doubted:
                doubted = True
                told("no controller has begun the run yet: is vela-workflow running in the cluster?")
            time.sleep(PAUSES[0])  # a watch lasts, but for what ends each one at once
            continue
        except (Refused, Unreachable) as error:
            status = error.status if isinstance(error, Refused) else 0
            if status not in AGAIN:
                raise
            if lost is None and status != TOO_OLD:
                lost = time.monotonic()
                told(f"{error}; trying again")
            if lost is not None and time.monotonic() - lost > PATIENCE:
                raise
        time.sleep(PAUSES[min(tries, len(PAUSES) - 1)])
        tries += 1


def _states(cluster: Cluster, name: str) -> Iterator[State]:
    """The run as it is, and as it becomes while one watch lasts."""
    run = cluster.read(RUN, name)
    if run is None:
        raise Refused(f"the WorkflowRun {name} in the namespace {cluster.namespace} is gone", 404)
    yield state(run)
    for event, found in cluster.watch(RUN, name, _version(run)):
        if event == "DELETED":
            raise Refused(f"the WorkflowRun {name} in the namespace {cluster.namespace} was deleted", 404)
        yield state(found)


def _version(run: dict[str, Any]) -> str:
    return str(run["metadata"]["resourceVersion"])
