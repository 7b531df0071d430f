"""What `velasdk explore` found, as lines and as JSON data."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from pathlib import Path
from typing import Any

from ..explore import FAILURES, Graph, Violation
from ..explore.lines import Explored
from ..explore.mermaid import diagram
from ..explore.walk import RULES, Rule
from ..histories import History
from ..settings import near
from ..verify.retell import as_script, as_test
from .columns import one_line
from .render import count, listed


def lines(explored: Explored) -> Iterator[str]:
    """Everything about one step."""
    name = explored.step.step.name
    yield f"{name}: {'nothing is broken' if not explored.violations else _rules(explored.violations)}"
    if explored.kinds.missing:
        yield f"  no answers were found for: {', '.join(map(one_line, explored.kinds.missing))}"
    rows = [("line", "states", "transitions", "depth", "seconds"), *map(_row, explored.graphs)]
    for row in rows:
        yield "  " + "".join(f"{cell:6}" if at == 0 else f"{cell:>12}" for at, cell in enumerate(row))
    yield from (f"  {each}" for each in remarks(explored))
    for violation in explored.violations:
        yield ""
        yield from story(explored, violation)


def remarks(explored: Explored) -> Iterator[str]:
    """How far it went, and what is the engines' own doing."""
    yield extent(explored.graphs)
    if wedged := max(graph.wedged for graph in explored.graphs):
        yield f"{count(wedged, 'transition')} into an end that the engine itself cannot leave (outputs stored before a crash)"
    if explored.known:
        yield f"{count(explored.known, 'transition')} of which the engines themselves make something else on another line"


def _row(graph: Graph) -> tuple[str, ...]:
    return graph.line, str(len(graph.nodes)), str(len(graph.edges)), str(graph.depth), f"{graph.seconds:.1f}"


def extent(graphs: Sequence[Graph]) -> str:
    """How far it was looked."""
    if all(graph.complete for graph in graphs):
        return f"the whole graph: every order of events with up to {FAILURES + 1} failed executions"
    if any(graph.violations for graph in graphs):
        return "not the whole graph: it ends soon after a violation"
    return f"not the whole graph: every order of {max(graph.depth for graph in graphs)} events"


def _rules(violations: Sequence[Violation]) -> str:
    rules = dict.fromkeys(one.rule for violation in violations for one in violation.broken)
    return f"broken: {', '.join(rules)}"


def story(explored: Explored, violation: Violation) -> Iterator[str]:
    """One violation: the shortest sequence of events, what the last of them broke, and both as a test."""
    yield f"{explored.step.step.name} on {violation.line}: {what_is_broken(violation)}"
    for number, move in enumerate(violation.moves):
        yield f"  {number + 1}. {one_line(move.name)}"
    for broken in violation.broken:
        yield f"  {one_line(str(broken))}"
    if not violation.confirmed:
        yield "  it was not seen again in one run: report this as a bug of velasdk"
    yield ""
    yield "a script for `velasdk simulate --script`:"
    yield ""
    yield from script(violation).splitlines()
    yield ""
    yield "a test that fails until it is mended:"
    yield ""
    yield from test(explored, violation).splitlines()


def what_is_broken(violation: Violation) -> str:
    """The rules that are broken, each once."""
    return "; ".join(dict.fromkeys(RULES[one.rule] for one in violation.broken))


def script(violation: Violation) -> str:
    """The sequence as a script for `velasdk simulate`."""
    return as_script(_history(violation))


def _history(violation: Violation) -> History:
    return History(violation.parameters, violation.events)


def test(explored: Explored, violation: Violation) -> str:
    """The sequence as a test."""
    file = near(explored.step.step.span.file.resolve(), Path.cwd()).as_posix()
    between = any(one.rule is Rule.LINES for one in violation.broken)
    check = f"velasdk.explore.replay.{'unlike_newest' if between else 'broken_rules'}"
    title = f"The shortest way to break: {what_is_broken(violation)}."
    return as_test(explored.step, file, [violation.line], _history(violation), title, check)


def record(explored: Explored) -> dict[str, Any]:
    """Everything about one step, as JSON data; keys are only ever added."""
    return {
        "step": explored.step.step.name,
        "parameters": [dict(given) for given in explored.kinds.parameters],
        "missing": list(explored.kinds.missing),
        "lines": [_graph(graph) for graph in explored.graphs],
        "violations": [
            {
                "line": violation.line,
                "broken": [{"rule": one.rule.value, "how": one.how} for one in violation.broken],
                "events": [move.name for move in violation.moves],
                "confirmed": violation.confirmed,
                "script": script(violation),
                "test": test(explored, violation),
            }
            for violation in explored.violations
        ],
    }


def _graph(graph: Graph) -> dict[str, Any]:
    return {
        "line": graph.line,
        "states": len(graph.nodes),
        "transitions": len(graph.edges),
        "depth": graph.depth,
        "complete": graph.complete,
        "seconds": round(graph.seconds, 3),
        "wedged": graph.wedged,
        "mermaid": diagram(graph),
    }


def last_line(found: Sequence[Explored], lines: Sequence[str]) -> str:
    """What came of it all."""
    wrong = [explored.step.step.name for explored in found if explored.violations]
    steps = count(len(found), "step")
    if wrong:
        return f"{len(wrong)} of {steps} can be broken: {', '.join(wrong)}"
    return f"{steps} on {listed(lines)}: no order of events breaks a rule"
