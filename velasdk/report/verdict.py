"""What `velasdk verify` found, as lines and as JSON data."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from pathlib import Path
from typing import Any

from ..histories.reachable import Ending
from ..settings import near
from ..verify import Found, Verdict
from ..verify.retell import as_script, as_test, said
from .columns import one_line
from .render import count, listed


def lines(verdict: Verdict) -> Iterator[str]:
    """Everything about one step."""
    yield f"{verdict.step.step.name}: {verdict.count} histories with seed {verdict.seed}"
    yield f"  endings: {', '.join(f'{_ending(ending)} {number}' for ending, number in verdict.endings.items())}"
    yield f"  branches: {', '.join(f'{one_line(name)} {number}' for name, number in verdict.branches.items())}"
    if verdict.unreached:
        yield f"  not reached: {', '.join(map(one_line, verdict.unreached))}"
    rows = [
        ("line", "histories", "executions", "seconds", "differ"),
        *(
            (one.line, str(one.histories), str(one.executions), f"{one.seconds:.1f}", str(one.differ))
            for one in verdict.tallies
        ),
    ]
    for row in rows:
        yield "  " + "".join(f"{cell:6}" if at == 0 else f"{cell:>11}" for at, cell in enumerate(row))
    for found in verdict.found:
        yield ""
        yield from story(verdict, found)


def story(verdict: Verdict, found: Found) -> Iterator[str]:
    """One difference: what each side does, and the smallest history as a script and as a test."""
    at = found.differences[0].event
    event = found.history.events[at].name.value
    yield f"{verdict.step.step.name} on {listed(found.lines)}: event {at + 1} of {len(found.history.events)}, {event}"
    for one in found.differences:
        for what, python, engine in said(one):
            yield f"  {one_line(what)}: Python says {one_line(python)}, the engine {one_line(engine)}"
    yield f"  {repeat(verdict, found)}"
    yield ""
    yield "a script for `velasdk simulate --script`:"
    yield ""
    yield from as_script(found.history).splitlines()
    yield ""
    yield "a test that fails until both do the same:"
    yield ""
    yield from test(verdict, found).splitlines()


def repeat(verdict: Verdict, found: Found) -> str:
    """How the history that the smallest one comes from is drawn again."""
    lines = "".join(f" --line {line}" for line in found.lines)
    command = f"velasdk verify {verdict.step.step.name} --count {verdict.count} --seed {verdict.seed}{lines}"
    return f"history {found.number} of `{command}`"


def test(verdict: Verdict, found: Found) -> str:
    """The smallest history as a test."""
    file = near(verdict.step.step.span.file.resolve(), Path.cwd()).as_posix()
    return as_test(verdict.step, file, found.lines, found.history, f"The smallest of {repeat(verdict, found)}.")


def record(verdict: Verdict) -> dict[str, Any]:
    """Everything about one step, as JSON data; keys are only ever added."""
    return {
        "step": verdict.step.step.name,
        "count": verdict.count,
        "seed": verdict.seed,
        "endings": [
            {"phase": phase.value, "reason": reason.value, "histories": number}
            for (phase, reason), number in verdict.endings.items()
        ],
        "branches": dict(verdict.branches),
        "unreached": list(verdict.unreached),
        "lines": [
            {
                "line": one.line,
                "histories": one.histories,
                "executions": one.executions,
                "seconds": round(one.seconds, 3),
                "differ": one.differ,
            }
            for one in verdict.tallies
        ],
        "differences": [_found(verdict, found) for found in verdict.found],
    }


def _found(verdict: Verdict, found: Found) -> dict[str, Any]:
    return {
        "lines": list(found.lines),
        "history": found.number,
        "apart": [
            {"event": one.event, "what": what, "python": python, "engine": engine}
            for one in found.differences
            for what, python, engine in said(one)
        ],
        "parameters": dict(found.history.parameters),
        "script": as_script(found.history),
        "test": test(verdict, found),
    }


def last_line(verdicts: Sequence[Verdict], lines: Sequence[str]) -> str:
    """What came of it all."""
    wrong = [verdict.step.step.name for verdict in verdicts if not verdict.agrees]
    if wrong:
        return f"{len(wrong)} of {count(len(verdicts), 'step')}: the engines do something else in {', '.join(wrong)}"
    return f"{count(len(verdicts), 'step')} on {listed(lines)}: the engines do what the Python says"


def _ending(ending: Ending) -> str:
    phase, reason = ending
    return f"{phase.value} ({reason.value})" if reason.value else phase.value
