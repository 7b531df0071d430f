"""Explores steps on an engine that fails at random requests: the same graph must come out, or a clear error.

Two steps: `custom-ws`, of which nothing may be reported, and what it would be without the check after a resume, of which
the same violations must be reported. Linux only.
"""

from __future__ import annotations

import argparse
import os
import re
import sys
import tempfile
import threading
import time
from collections import Counter
from collections.abc import Generator, Iterator
from contextlib import contextmanager
from dataclasses import dataclass, replace
from itertools import count
from pathlib import Path

from bench.processes import children
from tests.engine.faulty import faults, faulty
from velasdk.compiler import Compiled, compile_all
from velasdk.diagnostics import Findings
from velasdk.dialects import LINES, NEWEST
from velasdk.engine.build import build
from velasdk.engine.client import Engine, EngineError, OperationError
from velasdk.engine.protocol import Record, RunSpec, Snapshot
from velasdk.explore import Graph, explore
from velasdk.explore.kinds import Kinds

ROOT = Path(__file__).resolve().parent.parent

TIMEOUT = 3.0
"""How long a request may take here, in seconds: a stopped engine is noticed then."""

APART, CLOSE = (2, 8), (0, 12)
"""How many requests of a process are answered, at least and at most, before it fails.

Apart, a request that is sent again is always answered; close, the next process may fail at the same request or as it is
greeted. Every fifth exploration is of the second kind.
"""

LONGEST = 30.0
"""Longer than this no request may take, both tries and the ends of their processes included, in seconds."""


@dataclass(frozen=True, slots=True)
class Subject:
    """A step to explore, and what comes of it on an engine that does not fail."""

    name: str
    compiled: Compiled
    kinds: Kinds
    depth: int
    graph: Graph


def subjects(engine: Engine) -> Iterator[Subject]:
    """Both steps, explored in peace."""
    (found,) = compile_all([ROOT / "steps" / "custom_ws.py"], Findings(), ROOT)
    sound = found.on(engine.line)
    kept = [line for line in sound.template.splitlines() if not line.lstrip().startswith("recheck:")]
    broken = replace(sound, template="\n".join(kept) + "\n")
    assert broken != sound
    kinds = Kinds(found.step)
    for name, compiled, depth, violated in (("sound", sound, 3, False), ("without recheck", broken, 4, True)):
        graph = shown(explore(engine, compiled, kinds, depth))
        assert bool(graph.violations) is violated, graph.violations
        yield Subject(name, compiled, kinds, depth, graph)


def shown(graph: Graph) -> Graph:
    """All of a graph but how long it took."""
    return replace(graph, seconds=0.0)


class Timed(Engine):
    """An engine that knows how long its slowest request took, in seconds, the ends of processes included."""

    slowest = 0.0

    def run(self, spec: RunSpec, *, timeout: float | None = None) -> tuple[Record, ...]:
        """Play a scripted run."""
        with self._timed():
            return super().run(spec, timeout=timeout)

    def run_on(self, spec: RunSpec, *, timeout: float | None = None) -> tuple[tuple[Record, ...], Snapshot]:
        """Play a scripted run and keep the state at its end."""
        with self._timed():
            return super().run_on(spec, timeout=timeout)

    @contextmanager
    def _timed(self) -> Generator[None]:
        started = time.monotonic()
        try:
            yield
        finally:
            self.slowest = max(self.slowest, time.monotonic() - started)


def tried(subject: Subject, binary: Path) -> tuple[str, float]:
    """What one exploration came to: "the same", "an error: ..." or "ANOTHER GRAPH"; and how long its slowest request took."""
    with Timed(binary, timeout=TIMEOUT) as engine:
        try:
            graph = shown(explore(engine, subject.compiled, subject.kinds, subject.depth))
        except OperationError as error:
            return f"ANOTHER ANSWER: {error}", engine.slowest
        except EngineError as error:
            return (
                f"an error: {re.sub(r'(: |; ).*', '', str(error).removeprefix(f'engine {binary} '), flags=re.DOTALL)}",
                engine.slowest,
            )
        return "the same" if graph == subject.graph else "ANOTHER GRAPH", engine.slowest


def held() -> tuple[int, int, int]:
    """How many files, threads and children this process has."""
    return len(os.listdir("/proc/self/fd")), threading.active_count(), len(children())


def main() -> int:
    """Print what happened; 1 if an exploration hung, came to another end, or left something behind."""
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--line", choices=list(LINES), default=NEWEST)
    parser.add_argument("--points", type=int, default=1000)
    parser.add_argument("--seed", type=int, default=0)
    parser.add_argument("--engine", type=Path, help="a built engine of that line, if not the current one")
    asked = parser.parse_args()
    binary = asked.engine or build(asked.line)
    with Engine(binary) as engine:
        explored = list(subjects(engine))
    before, started, slowest = held(), time.monotonic(), 0.0
    kinds: Counter[str] = Counter()
    ends: Counter[str] = Counter()
    for number in count():
        if kinds.total() >= asked.points:
            break
        subject = explored[number % 2]
        with tempfile.TemporaryDirectory() as name:
            least, most = CLOSE if number % 5 == 4 else APART
            end, took = tried(subject, faulty(Path(name), binary, asked.seed + number, least, most))
            happened = faults(Path(name))
        kinds.update(each.split()[0] for each in happened)
        ends[f"{subject.name}: {end}"] += 1
        slowest = max(slowest, took)
        print(
            f"{kinds.total():5} faults, {time.monotonic() - started:5.0f} s, {subject.name}: {end}", file=sys.stderr, flush=True
        )
    time.sleep(0.5)  # threads of the last child
    after = held()
    print(f"KubeVela {asked.line}, seed {asked.seed}, {time.monotonic() - started:.0f} s\n\n| fault | times |\n|---|---|")
    print("\n".join(f"| {kind} | {times} |" for kind, times in sorted(kinds.items())))
    print(f"| all | {kinds.total()} |\n\n| explorations | times |\n|---|---|")
    print("\n".join(f"| {end} | {times} |" for end, times in sorted(ends.items())))
    print(f"\nslowest request {slowest:.1f} s; files, threads, children before {before} and after {after}")
    wrong = any("ANOTHER" in end for end in ends) or slowest > LONGEST or any(b < a for b, a in zip(before, after, strict=True))
    return int(wrong)


if __name__ == "__main__":
    sys.exit(main())
