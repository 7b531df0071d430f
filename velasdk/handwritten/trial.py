"""Plays a hand-written template with wrong answers on the engines: which of them let its step succeed?

Each wrong answer is sent three times: from the start, after the reply that is pending, and after that and a resume. The
replies of the file are played as well: nothing but `approved` may let the step succeed.
"""

from __future__ import annotations

from collections.abc import Callable, Iterator, Mapping, Sequence
from dataclasses import dataclass

from ..diagnostics import Diagnostic, Span
from ..engine.client import Engine
from ..engine.inspected import Place
from ..engine.protocol import Answer, Event, Json, Record, RunSpec, reconcile, resume
from .inspection import Looked, named
from .replies import Replies, bad_replies

STEP = "step"
EXECUTIONS = 3
"""How often a wrong answer is sent in a row: an error is reported at the first, and success at the second."""

REQUESTS = 16
"""How many requests of one execution get the answer."""

SHOWN = 5
"""How many traces a finding tells."""


@dataclass(frozen=True, slots=True)
class Trace:
    """One run with an answer: `name` says what is wrong with it, `place` what came before, `phases` what the step became."""

    name: str
    place: str
    phases: tuple[str, ...]
    requests: int

    @property
    def open(self) -> bool:
        """Whether the step succeeded."""
        return self.phases[-1] == "succeeded"

    def __str__(self) -> str:
        return f"{self.name}{f', {self.place}' if self.place else ''}: {' > '.join(self.phases)}"


@dataclass(frozen=True, slots=True)
class Tried:
    """The traces of one template on one line: with wrong answers, and with the replies that are no approval."""

    line: str
    bad: tuple[Trace, ...]
    other: tuple[Trace, ...]
    approved: Trace

    @property
    def opened(self) -> list[Trace]:
        """The wrong answers that approve, the shortest trace first."""
        return sorted((trace for trace in self.bad if trace.open), key=lambda trace: len(trace.phases))


def try_out(looked: Looked, line: str, engine: Engine, replies: Replies, parameters: Mapping[str, Json]) -> Tried:
    """All traces of a template on a line."""

    def records(events: Sequence[Event]) -> Sequence[Record]:
        step = {"name": STEP, "type": STEP, "properties": dict(parameters)}
        return engine.run(RunSpec({STEP: looked.template}, [step], events, context=replies.context))

    def play(name: str, place: str, answer: Answer, before: Sequence[Event]) -> Trace:
        played = records([*before, *_executions(answer)])
        return Trace(name, place, tuple(_phases(played)), sum(len(record.requests) for record in played))

    places: dict[str, list[Event]] = {"": []}
    if replies.pending is not None:
        # A step that makes sure of its id first waits, and asks and suspends later.
        pending = _executions(replies.pending.answer)
        suspended = [record.suspended for record in records(pending)]
        before = pending[: suspended.index(True) + 1] if any(suspended) else pending[:1]
        places["after `pending`"] = before
        if any(suspended):
            places["after `pending` and a resume"] = [*before, resume()]
    bad = bad_replies(replies)
    other = {"pending": replies.pending, "rejected": replies.rejected}
    return Tried(
        line,
        tuple(play(name, place, answer, before) for name, answer in bad.items() for place, before in places.items()),
        tuple(
            play(f"`{name}`", place, reply.answer, before)
            for name, reply in other.items()
            if reply is not None
            for place, before in places.items()
        ),
        play("`approved`", "", replies.approved.answer, []),
    )


def _executions(answer: Answer) -> list[Event]:
    """The executions of a place: an answer, over and over."""
    return [reconcile(*[answer] * REQUESTS)] * EXECUTIONS


def _phases(records: Sequence[Record]) -> Iterator[str]:
    """What the step became, once for what stays, and up to its end."""
    last = ""
    for record in records:
        step = record.step(STEP)
        phase = f"{step.phase}/{step.reason}".rstrip("/") if step is not None else "no status"
        if phase != last:
            yield phase
        last = phase


def findings(looked: Looked, tried: Tried) -> Iterator[Diagnostic]:
    """What the traces say about the template."""
    place = looked.request or Place(line=1, column=1, end_line=0, end_column=0)
    span, on = looked.written.span(place), named([tried.line])
    if not any(trace.requests for trace in (*tried.bad, *tried.other, tried.approved)):
        why = f"the step becomes {' > '.join(tried.approved.phases)}"
        facts = (("kubevela", tried.line), ("runs", len(tried.bad)))
        yield Diagnostic("VS393", f"nothing is sent in any of {len(tried.bad)} runs {on}", span, why, facts=facts)
        return
    if tried.opened:
        yield _told(
            "VS390",
            f"fails open: {len(tried.opened)} of {len(tried.bad)} runs with a wrong answer succeed {on}",
            span,
            tried.line,
            tried.bad,
            tried.opened,
        )
    wrong = [trace for trace in tried.other if trace.open]
    if wrong:
        names = " and ".join(dict.fromkeys(trace.name for trace in wrong))
        yield _told("VS391", f"{names} lets the step succeed {on}, as `approved` does", span, tried.line, tried.other, wrong)
    if not tried.approved.open:
        yield _told(
            "VS392", f"`approved` does not let the step succeed {on}", span, tried.line, [tried.approved], [tried.approved]
        )


def _told(code: str, message: str, span: Span, line: str, runs: Sequence[Trace], traces: Sequence[Trace]) -> Diagnostic:
    """A finding about some of the runs of a line that shows the first of these, each answer once, and counts the rest."""
    shortest = {trace.name: trace for trace in reversed(traces)}
    shown = [shortest[name] for name in dict.fromkeys(trace.name for trace in traces)]
    more = [f"and {len(shown) - SHOWN} more answers"] if len(shown) > SHOWN else []
    facts = (("kubevela", line), ("runs", len(runs)), ("found", len(traces)))
    return Diagnostic(code, message, span, "\n".join([*map(str, shown[:SHOWN]), *more]), facts=facts)


def tried_out(
    looked: Looked, engines: Callable[[str], Engine], replies: Replies, parameters: Mapping[str, Json]
) -> Iterator[Diagnostic]:
    """What is found with a template's replies on each of its lines."""
    for line in looked.lines:
        yield from findings(looked, try_out(looked, line, engines(line), replies, parameters))
