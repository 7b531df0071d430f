"""The kinds of replies to a step: for each branch of its decision one list of answers that leads there.

They are found as histories are: drawn with a fixed seed and told by Python. What is found holds for every line.
"""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from random import Random
from typing import Any, TypeAlias

from .. import ir
from ..context import Context
from ..engine import protocol
from ..engine.protocol import Answer
from ..execution import Reply
from ..histories import Drawer
from ..histories.branches import branch_names
from ..histories.prediction import Player, Predicted
from ..oracle import Phase, State
from ..replies import HTML
from ..schema import fields

DRAWN = 1500
"""How many histories are drawn at most to find answers for each branch."""

POOL = 12
"""How many lists of answers are kept for each branch they led to: some may do with other parameters, too."""

CANDIDATES = 12
"""How many sets of parameters are looked at for that."""

IN_VAIN = 5
"""After how many remembered answers that lead nowhere new no more are tried."""

SETS = 4
"""How many sets of parameters are explored at most: one after the other, while a branch is reached by none before."""

OUTSIDE: Mapping[str, Answer] = {
    "an HTML page": Answer(200, {"Content-Type": ("text/html",)}, HTML),
    "503": Answer(503),
    "404": Answer(404),
    "malformed JSON": Answer(200, {"Content-Type": ("application/json",)}, '{"'),
}
"""What comes from a gateway instead of the API, sent to each request whatever the step makes of it."""

Answers: TypeAlias = tuple[Answer, ...]
Memory: TypeAlias = Mapping[str, Reply]

EXECUTING = State(Phase.RUNNING, recorded=True)
"""A state in which an execution asks the API."""


@dataclass(frozen=True, slots=True)
class Kind:
    """Answers to all requests of one execution; `name` is the branch they lead to, or what is odd in them."""

    name: str
    answers: Answers
    odd: bool = False


class Kinds:
    """The kinds of replies to `step`, and the parameters it is explored with.

    `parameters` are sets that together reach every branch that any drawn history reached; the last one, if the step has
    required parameters, lacks them. `missing` are the branches that were never reached.
    """

    def __init__(self, step: ir.StepOf, drawn: int = DRAWN) -> None:
        self.step = step
        found: dict[str, list[tuple[Mapping[str, Any], Answers]]] = {}
        names = branch_names(step)
        self.names = frozenset(names)
        for parameters, answers, branch in _draw(step, drawn):
            found.setdefault(branch, []).append((parameters, answers))
            if len(found) == len(names) and all(len(each) >= 3 for each in found.values()):
                break
        pool = [answers for cases in found.values() for answers in sorted((each for _, each in cases), key=_cost)[:POOL]]
        self._pool = sorted({repr(answers): answers for answers in pool}.values(), key=_cost)
        self._known: dict[str, tuple[Kind, ...]] = {}
        self._past: dict[str, list[tuple[Predicted, frozenset[str]]]] = {}
        candidates = {repr(given): given for name in names for given, _ in found.get(name, ())[:2]}
        self.parameters, reached = self._chosen(list(candidates.values()) or [Drawer(step, Random(0), tame=True).parameters()])
        self.missing = tuple(name for name in names if name not in reached)
        if any(one.required for one in fields(step.python)):
            self.parameters.append({})

    def of(self, given: int, memory: Memory) -> tuple[Kind, ...]:
        """The kinds of replies with the `given`-th parameters, where `memory` are the answers that `once` keeps."""
        key = f"{given} {memory}"
        if key not in self._known:
            self._known[key] = self._kinds(self.parameters[given], memory)
        return self._known[key]

    def _chosen(self, candidates: list[Mapping[str, Any]]) -> tuple[list[Mapping[str, Any]], set[str]]:
        """Parameters that reach most branches, and more while they add some."""
        reaching: list[frozenset[str]] = []
        for given in candidates[:CANDIDATES]:
            reaching.append(self._reached(given, {}))
            if reaching[-1] >= self.names:
                break
        chosen: list[Mapping[str, Any]] = []
        reached: set[str] = set()
        while len(chosen) < SETS:
            best = max(range(len(reaching)), key=lambda at: (len(reaching[at] - reached), -len(repr(candidates[at]))))
            if chosen and not reaching[best] - reached:
                break
            chosen.append(candidates[best])
            reached |= reaching[best]
        return chosen, reached

    def _reached(self, parameters: Mapping[str, Any], memory: Memory) -> frozenset[str]:
        """The branches that a run which remembers `memory` can still take."""
        ways = self._played(parameters, memory)
        return frozenset(name for seen, ahead in ways for name in (seen.branch, *ahead) if name is not None)

    def _kinds(self, parameters: Mapping[str, Any], memory: Memory) -> tuple[Kind, ...]:
        """One kind for each branch, then what is odd, sent to each request in turn.

        Of answers that are remembered several are taken, where other branches follow.
        """
        taken: list[Kind] = []
        reached: set[str] = set()
        for seen, ahead in self._played(parameters, memory):
            if seen.branch and ((first := seen.branch not in reached) or ahead - reached):
                taken.append(Kind(seen.branch if first else f"{seen.branch} ({len(taken)})", seen.answers))
                reached |= {seen.branch, *ahead}
        begun = {at: kind.answers[:at] for kind in reversed(taken) for at in range(len(kind.answers))}
        for before in begun.values():
            for name, answer in OUTSIDE.items():
                seen, _ = _execution(self.step, parameters, memory, (*before, answer))
                if seen.branch and seen.answers not in [kind.answers for kind in taken]:
                    place = f" to request {len(seen.answers)}" if len(begun) > 1 else ""
                    taken.append(Kind(f"{name}{place}", seen.answers, odd=True))
        return tuple(taken)

    def _played(self, parameters: Mapping[str, Any], memory: Memory) -> list[tuple[Predicted, frozenset[str]]]:
        """What known answers lead to, where they are just those asked for, and the branches behind what is remembered then."""
        key = f"{parameters} {memory}"
        if key not in self._past:
            self._past[key] = []
            reached: set[str] = set()
            in_vain = 0
            for answers in ((), *self._pool):
                seen, after = _execution(self.step, parameters, memory, answers)
                if seen.branch and seen.answers == answers:
                    ahead = frozenset[str]()
                    if len(after) > len(memory) and in_vain < IN_VAIN:
                        ahead = self._reached(parameters, after)
                        in_vain = 0 if ahead - reached else in_vain + 1
                    reached |= {seen.branch, *ahead}
                    self._past[key].append((seen, ahead))
        return self._past[key]


def _draw(step: ir.StepOf, drawn: int) -> Iterator[tuple[Mapping[str, Any], Answers, str]]:
    """Parameters, answers and the branch they led to, of histories that a person could read."""
    drawer = Drawer(step, Random(f"kinds of {step.name}"), tame=True)
    for _ in range(drawn):
        history, seen = drawer.drawn()
        for one in seen:
            if one.branch:
                yield history.parameters, one.answers, one.branch


def _execution(step: ir.StepOf, parameters: Mapping[str, Any], memory: Memory, answers: Answers) -> tuple[Predicted, Memory]:
    """One execution of a run that remembers `memory`, and what it remembers then; no connection where answers are missing."""
    player = Player(step, parameters, Context())
    player.state, player.memory = EXECUTING, dict(memory)
    return player.play(protocol.reconcile(*answers)), player.memory


def _cost(answers: Answers) -> tuple[int, int, int, str]:
    """Plain answers first: few, with good statuses, short."""
    unusual = sum(not 200 <= answer.status < 300 for answer in answers)
    return len(answers), unusual, sum(len(answer.body) for answer in answers), repr(answers)
