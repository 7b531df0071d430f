"""Histories of one step: parameters and events, spread evenly over what the step can come to.

Candidates are drawn at random and told by Python and the oracle, in microseconds; one is kept when it adds to an outcome
or a branch that is not there often enough yet. The same seed gives the same histories.
"""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Iterator, Mapping
from dataclasses import dataclass, field, replace
from functools import partial
from random import Random
from typing import Any, cast

from .. import ir
from ..connection import BROKEN, Config
from ..context import Context
from ..engine import protocol
from ..engine.protocol import Answer, Event, EventName
from ..paths import answers_of, models_read, once_names, written_calls
from ..reading import fits
from ..replies import ACCEPTED, HTML, REFUSED, UNAVAILABLE, Drawn, bad, broken, misfit, valid
from ..replies.samples import Samples
from ..schema import fields
from .branches import branch_names
from .prediction import Player, Predicted, configs_of, durations
from .reachable import Ending, Shape, reachable

LONGEST = 4
"""How many executions a history has at most, beside those that only wait for the step's id or only remember an answer."""

ELSEWHERE = 0.2
"""How often the step stands in a group, and how often the run is that of an Application."""

KNOWN = 20
"""How many answers are remembered for each branch they led to."""

BREAKING = 0.03
"""How often a connection breaks instead of an answer."""

MISFITTING = 0.03
"""How often something in the parameters is wrong, so that nothing is sent."""

URLS = ("https://api.example/reviews", "http://127.0.0.1:8080/v1?tenant=a%20b", "https://api.example:8443/a-b/c_d~e")
"""What a parameter that is part of an address is drawn from."""


@dataclass(frozen=True, slots=True)
class History:
    """A run to play: what the workflow gives the step, what happens, and where the step stands.

    `notes` are what is wrong with its mutated replies. The step may be `grouped`, in a step group, and the run may be that
    of an `application`. `configs` are those of its connections that are not as the example, None where there is none.
    """

    parameters: Mapping[str, Any]
    events: tuple[Event, ...]
    notes: tuple[str, ...] = ()
    grouped: bool = False
    application: bool = False
    configs: Mapping[str, Config | None] = field(default_factory=dict[str, "Config | None"])


@dataclass(frozen=True, slots=True)
class Histories:
    """Histories with what they cover: how often each ending and each way through the step occurs."""

    items: tuple[History, ...]
    endings: Mapping[Ending, int]
    branches: Mapping[str, int]

    @property
    def unreached(self) -> tuple[str, ...]:
        """Branches that no history takes."""
        return tuple(name for name, count in self.branches.items() if not count)


def histories(step: ir.StepOf, count: int = 300, seed: int = 0, *, per_branch: int = 10, candidates: int = 20_000) -> Histories:
    """`count` histories of `step`: a tenth for each ending that can be reached, each branch at least `per_branch` times.

    With more than ten endings each gets an equal part. At most `candidates` are tried: what is rarer than that stays
    short, and shows in `endings` and `branches`.
    """
    drawer = Drawer(step, Random(f"{seed} {step.name}"))
    chosen = _Chosen(count, per_branch, ways(step), reachable(step, LONGEST))
    for _ in range(candidates):
        if len(chosen.items) == count or not (missing := chosen.missing()):
            break
        like = drawer.rng.choice(missing)
        history, seen = drawer.drawn(drawer.rng.choice(chosen.shapes[like]) if like is not None else ())
        if chosen.needs(seen):
            chosen.keep(history, seen)
    while len(chosen.items) < count:
        chosen.keep(*drawer.drawn())
    return Histories(tuple(chosen.items), dict(chosen.endings), {name: chosen.branches[name] for name in chosen.wanted})


class _Chosen:
    """The histories kept so far, and what is still wanted of the next."""

    def __init__(self, count: int, per_branch: int, wanted: tuple[str, ...], shapes: Mapping[Ending, list[Shape]]) -> None:
        self.per_branch, self.wanted, self.shapes = per_branch, wanted, shapes
        self.part = count // max(10, len(shapes))
        self.items: list[History] = []
        self.endings: Counter[Ending] = Counter(dict.fromkeys(shapes, 0))
        self.branches: Counter[str] = Counter()

    def missing(self) -> list[Ending | None]:
        """None while a way is not there often enough, then the endings that are not."""
        if any(self._short(name) for name in self.wanted):
            return [None]
        return [ending for ending in self.shapes if self.endings[ending] < self.part]

    def needs(self, seen: list[Predicted]) -> bool:
        """Whether a history that leads there is wanted."""
        missing, ending, taken = self.missing(), ending_of(seen), ways_in(seen)
        if missing != [None]:
            return ending in missing
        # An ending that is there often enough is taken only for the way that led to it, or little room is left at last.
        return any(map(self._short, taken)) and (self.endings[ending] < self.part or self._short(taken[-1]))

    def keep(self, history: History, seen: list[Predicted]) -> None:
        """Take the history."""
        self.items.append(history)
        self.endings[ending_of(seen)] += 1
        self.branches.update(set(ways_in(seen)))

    def _short(self, name: str) -> bool:
        return self.branches[name] < self.per_branch


PASSED = " once resumed"
"""What is added to the name of a branch that suspends, where the engine passes over its Suspend."""


def ways(step: ir.StepOf) -> tuple[str, ...]:
    """What each execution of `step` can do: its branches, and those that suspend once more where they do not."""
    return branch_names(step) + tuple(f"{name}{PASSED}" for name in branch_names(step, ir.SuspendOf))


def ways_in(seen: list[Predicted]) -> list[str]:
    """The ways that a predicted history takes, in order."""
    return [f"{one.branch}{PASSED}" if one.passed else one.branch for one in seen if one.branch]


def ending_of(seen: list[Predicted]) -> Ending:
    """The ending of a predicted history."""
    return seen[-1].state.phase, seen[-1].state.reason


class Drawer:
    """Draws histories of one step; with `tame`, for a person to read."""

    def __init__(
        self, step: ir.StepOf, rng: Random, *, tame: bool = False, parameters: Mapping[str, Any] | None = None
    ) -> None:
        self.step = step
        self.given = parameters
        self.tame = tame
        self.rng = rng
        constants = [part.value for part in ir.walk(step.body) if isinstance(part, ir.Const)]
        texts = [value for value in constants if isinstance(value, str)]
        self.words = [text for text in texts if re.fullmatch("[A-Za-z0-9_-]+", text)] if tame else texts
        self.numbers = [value for value in constants if type(value) is int]
        self.calls = written_calls(step.body)
        self.statuses = {call.span: statuses_of(call) for call in self.calls}
        begins = [_beginning(call.url) for call in self.calls]
        self.addresses = {part.name for part in begins if isinstance(part, ir.ParameterOf)}
        self.notes: list[str] = []
        self.known: dict[str, list[tuple[Answer, ...]]] = {}
        self.last: tuple[Answer, ...] = ()
        self.samples = Samples(rng)
        self.longest = LONGEST + len(once_names(step.body))
        self.between = {None if name is None else Event(name): weight for name, weight in _BETWEEN.items()}
        for elapsed in durations(step):
            self.between |= {protocol.advance(elapsed): 25, protocol.advance(elapsed // 2): 8}

    def drawn(self, shape: Shape = ()) -> tuple[History, list[Predicted]]:
        """A history and what Python says of it, whatever it leads to; with `shape` its events, with other answers."""
        while True:
            history, seen = self._played(shape)
            if not any(one.wedged for one in seen):
                return history, seen

    def _played(self, shape: Shape) -> tuple[History, list[Predicted]]:
        self.notes, self.last = [], ()
        parameters = self.parameters()
        self.samples = Samples(self.rng, [*self.words, *_texts(parameters)], self.numbers, tame=self.tame)
        grouped, application = (not self.tame and self.rng.random() < ELSEWHERE for _ in range(2))
        context = Context(app_name=Context().name) if application else Context()
        configs = self._configs(parameters)
        player = Player(self.step, parameters, context, configs=configs)
        events: list[Event] = []
        seen: list[Predicted] = []
        for event, answered in shape or tuple(self._events()):
            known = iter(self._known() if answered else ())
            one = player.play(event, asked=partial(self._asked, known) if answered else None)
            events.append(replace(event, answers=one.answers))
            seen.append(one)
            self.last = one.answers or self.last
            if one.branch and one.answers and one.answers not in (found := self.known.setdefault(one.branch, [])):
                found.insert(self.rng.randint(0, len(found)), one.answers)
                del found[KNOWN:]
        return History(parameters, tuple(events), tuple(self.notes), grouped, application, configs), seen

    def parameters(self) -> dict[str, Any]:
        """Parameters that fit the step, seldom ones that do not, or those that are given."""
        if self.given is not None:
            return dict(self.given)
        samples = Samples(self.rng, self.words, self.numbers, tame=self.tame)
        given = samples.model(self.step.python)
        for one in fields(self.step.python):
            fitting = [url for url in URLS if fits(one.type, url)]
            if one.wire in given and one.wire in self.addresses and fitting:
                given[one.wire] = fitting[0] if self.tame else self.rng.choice(fitting)
        if not self.tame and self.rng.random() < MISFITTING:
            self.notes.append(misfit(self.step.python, given, samples))
        return given

    def _configs(self, parameters: Mapping[str, Any]) -> dict[str, Config | None]:
        """The configs that something is wrong with, seldom one."""
        found: dict[str, Config | None] = {}
        for name in configs_of(self.step, parameters):
            if not self.tame and isinstance(name, str) and self.rng.random() < MISFITTING:
                found[name] = self.rng.choice(BROKEN)
        return found

    def _events(self) -> Iterator[tuple[Event, bool]]:
        """Events, and whether their requests are answered."""
        yield from self._recorded()
        for number in range(self.rng.randint(1, self.longest)):
            if number or self.rng.random() < 0.1:
                between = self.rng.choices(tuple(self.between), tuple(self.between.values()))[0]
                if between is not None:
                    yield between, False
                    if between.name is EventName.RESTART:
                        yield from self._recorded()
            yield self._execution()

    def _recorded(self) -> Iterator[tuple[Event, bool]]:
        """What happens until the run's status shows the id; seldom nothing, so that it is not there yet."""
        if self.step.reads_key:
            if self.rng.random() < 0.05:
                yield self.rng.choice((protocol.crash_before_status(), protocol.no_connection())), False
            if self.rng.random() < 0.95:
                yield protocol.reconcile(), False

    def _execution(self) -> tuple[Event, bool]:
        name = self.rng.choices((EventName.RECONCILE, *_FAILING), (86, 6, 4, 4))[0]
        n = self.rng.randint(1, max(1, len(self.calls))) if name is EventName.CRASH_AFTER_REQUEST else 1
        return Event(name, n=n), name is not EventName.NO_CONNECTION

    def _known(self) -> tuple[Answer, ...]:
        """The answers an execution begins with: those of the one before, ones whose branch is known, or none."""
        kind = self.rng.choices(("same", "known", "new"), (25, 45, 30))[0]
        if kind == "known" and self.known:  # a branch that is hard to find is as likely as any other
            found = self.rng.choice(self.known[self.rng.choice(list(self.known))])
            # Half of the time another answer comes somewhere among several: what lies behind the first is found so.
            return found[: self.rng.randint(1, len(found))] if self.rng.random() < 0.5 else found
        return self.last if kind == "same" else ()

    def _asked(self, known: Iterator[Answer], call: ir.Call) -> Answer:
        """The answer to one request: the next known one, or a new one."""
        return next(known, None) or self._answer(call)

    def _answer(self, call: ir.Call) -> Answer:
        """A new answer to `call`: a reply of a model it is read as, with a status that the step asks about, or a bad one."""
        drawn = self._drawn(call)
        if drawn.mutation:
            self.notes.append(drawn.mutation)
        looked = [name for answer in answers_of(call) for name, _ in answer.headers]
        places = (*URLS, "/v1/jobs/7", "0")
        given = {name: (self.rng.choice(places),) for name in looked if self.rng.random() < 0.8}
        return replace(drawn.answer, headers={**given, **drawn.answer.headers})

    def _drawn(self, call: ir.Call) -> Drawn:
        if not self.tame and self.rng.random() < BREAKING:
            return broken(self.samples)
        statuses = self.statuses[call.span]
        if self.tame and self.rng.random() < 0.3:
            return Drawn(self.rng.choice((*TYPICAL, *(Answer(status, body=HTML) for status in statuses))))
        models = list(models_read(call))
        wrong = not self.tame and self.rng.random() < 0.3
        if not models:
            body = self.rng.choice(("", "fine", HTML, "{}"))
            status = self.rng.choice((*UNAVAILABLE, *REFUSED) if wrong else statuses or ACCEPTED)
            return Drawn(Answer(status, {}, body), f"status {status}" if wrong else "")
        found = (bad if wrong else valid)(self.rng.choice(models), self.samples)
        if statuses and found.answer.status == 200 and self.rng.random() < (0.2 if wrong else 0.8):
            return replace(found, answer=replace(found.answer, status=self.rng.choice(statuses)))
        return found


def statuses_of(call: ir.Call) -> tuple[int, ...]:
    """The HTTP statuses that the step compares the answer of `call` with, beside those of its policies."""
    if call.policies > 1:
        return ()
    read: set[ir.Expr] = {answer.status for answer in answers_of(call)}
    found: dict[int, None] = {}
    for part in ir.walk((call.then, call.once)):
        if isinstance(part, (ir.Compare, ir.Function)) and any(one in read for one in ir.walk(part)):
            found |= {one.value: None for one in ir.walk(part) if isinstance(one, ir.Const) and type(one.value) is int}
        if isinstance(part, ir.Switch) and part.subject in read:
            found |= {value: None for value, _ in part.cases if isinstance(value, int)}
    return tuple(status for status in {**found, 200: None, 204: None} if 200 <= status < 500 and status != 429)


_FAILING = (EventName.NO_CONNECTION, EventName.CRASH_BEFORE_STATUS, EventName.CRASH_AFTER_REQUEST)

TYPICAL = (Answer(503), Answer(403), Answer(body=HTML), Answer(404), Answer(500), Answer(429))
"""What an API answers when it does not answer."""

_BETWEEN: Mapping[EventName | None, int] = {
    None: 60,
    EventName.RESUME: 25,
    EventName.SUSPEND: 4,
    EventName.TERMINATE: 3,
    EventName.RESTART: 4,
    EventName.CONTROLLER_RESTART: 4,
}
"""What happens between two executions, and how often; time passes where a Suspend has a duration."""


def _beginning(address: ir.Expr | str) -> ir.Expr | str:
    """What an address begins with."""
    match address:
        case ir.Format(parts=(first, *_)):
            return _beginning(first)
        case ir.Variable(bound=bound) if bound is not None:
            return _beginning(bound)
        case ir.Function(arguments=(first, *_)) | ir.NotNone(value=first) | ir.Conditional(then=first):
            return _beginning(first)
        case _:
            return address


def _texts(value: Any) -> Iterator[str]:
    """Every text in JSON data."""
    if isinstance(value, str):
        yield value
    elif isinstance(value, dict):
        for inner in cast("dict[str, Any]", value).values():
            yield from _texts(inner)
    elif isinstance(value, list):
        for inner in cast("list[Any]", value):
            yield from _texts(inner)
