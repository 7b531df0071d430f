"""A region without requests as one list: the first of its ways whose tests hold is taken."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass, field
from functools import reduce
from typing import TypeAlias

from .. import cue, ir, safety
from ..actions import uncomputable
from ..lower.scope import Names, facts
from ..paths import cases_of
from ..schema import Bool, Str
from .forms import fallback, first, item
from .origins import Origins
from .values import Values

UNDECIDED = "undecided"
UNDECIDED_MESSAGE = "no action fits the answer"

Way: TypeAlias = tuple[safety.Chain, str]
"""The tests that lead to an end, and its tag."""


@dataclass(slots=True)
class Decision:
    """The fields that a decision reads, its ways in order, and the end that each tag stands for.

    Names begin with `within`, the answer that is decided about. Of an end is known: its node, and the tests that hold
    wherever it is reached.
    """

    values: Values
    names: Names
    within: Block
    decoded: Callable[[ir.Decode], cue.Expr]
    origins: Origins = field(default_factory=Origins)
    bindings: list[cue.Decl] = field(default_factory=list[cue.Decl])
    ends: dict[str, tuple[ir.Return | ir.Call, frozenset[ir.Expr]]] = field(
        default_factory=dict[str, tuple[ir.Return | ir.Call, frozenset[ir.Expr]]]
    )

    def decide(self, node: ir.Node) -> list[cue.Decl]:
        """The fields that decide `node`; the name of the decision is that of the last one."""
        ways = list(dict.fromkeys(self._ways(node, frozenset())))
        end = self.ends[ways[-1][1]][0]
        if not ways[-1][0] and _fails(end):
            otherwise = ways.pop()[1]
        else:
            fail = ir.MessageOf("Fail", ir.Const(UNDECIDED_MESSAGE, type=Str(), span=end.span))
            otherwise = self._end(ir.Return(fail, UNDECIDED, end.span), frozenset())
        items: list[cue.ListItem] = []
        for chain, tag in ways:
            way: cue.ListItem = item(self.values.clauses(chain), cue.Lit(tag)) if chain else cue.Lit(tag)
            items += self.origins.of(self.ends[tag][0].span, [way])
        self.ends = {tag: self.ends[tag] for tag in dict.fromkeys((*(tag for _, tag in ways), otherwise))}
        done = [f'"{tag}"' for tag, (end, _) in self.ends.items() if continues(end)]
        doc = (f"After {' or '.join(done)} nothing is left to do: the step succeeds.",) if done else ()
        name = self.names.fresh(self.within.prefixed("decision"))
        # No way, or a test that is an error: both are the refusal, never a success.
        decided = fallback(first(tuple(items), multiline=True), cue.Lit(otherwise))
        return [*self.bindings, cue.Field(name, decided, doc=doc)]

    def _ways(self, node: ir.Node, path: frozenset[ir.Expr]) -> list[Way]:
        """The ways through `node`. `path` is what is known where they begin.

        A way needs no test of what the ways before it left over, but one that lets the step succeed is tested all the same.
        """
        before = [
            (self.values.unknown(chain), self._refusal(fault))
            for value in evaluated(node)
            for chain, fault in safety.hazards(value)
        ]
        match node:
            case ir.Return() | ir.Call():
                return [*before, ((), self._end(node, path))]
            case ir.Let(variable=variable, value=value, then=then):
                if safety.occurs(variable, then):
                    self.bindings.append(cue.Field(variable.name, self.values.bound(value)))
                return [*before, *self._ways(then, path)]
            case ir.Decode(then=then):
                self.bindings.append(cue.Field(node.variable.name, self.decoded(node)))
                return [*before, *self._ways(then, path)]
            case ir.Branch():
                return [*before, *self._branch(node, path)]
            case ir.Switch():
                return [*before, *self._switch(node, path)]

    def _branch(self, node: ir.Branch, path: frozenset[ir.Expr]) -> list[Way]:
        inner = self._ways(node.then, path | _known(node.test, holds=True))
        ways = [(safety.merged([chain, rest]), tag) for chain in self.values.alternatives(node.test) for rest, tag in inner]
        for chain, tag in self._ways(node.otherwise, path | _known(node.test, holds=False)):
            tested = [chain] if chain or not _succeeds(self.ends[tag][0]) else self.values.alternatives(node.test, holds=False)
            ways += [(one, tag) for one in tested]
        return ways

    def _switch(self, node: ir.Switch, path: frozenset[ir.Expr]) -> list[Way]:
        type_, span, bound = node.subject.type, node.span, node.subject
        if not isinstance(bound, (ir.Variable, ir.ParameterOf)):  # a second name of a parameter can be a cycle to the engine
            bound = ir.Variable(self.names.fresh(node.name), type=type_, span=span)
            self.bindings.append(cue.Field(bound.name, self.values.bound(node.subject)))
        ways: list[Way] = []
        known = path | frozenset(safety.needs(node.subject))
        for members, case in cases_of(node):
            tests: list[ir.Expr] = [
                ir.Compare("==", bound, ir.Const(member, type=type_, span=span), type=Bool(), span=span) for member in members
            ]
            test = reduce(lambda one, other: ir.Or(one, other, type=Bool(), span=span), tests)
            ways += [(safety.merged([(test,), rest]), tag) for rest, tag in self._ways(case, known)]
        return ways

    def _end(self, node: ir.Return | ir.Call, path: frozenset[ir.Expr]) -> str:
        """The tag of a way that ends in `node` where `path` holds; one for all ways that end in the same action."""
        for tag, (end, known) in self.ends.items():
            if end is node or (isinstance(node, ir.Return) and end == node):
                self.ends[tag] = (end, known & path)
                return tag
        tag = self.names.fresh(self.within.prefixed(node.tag)) if isinstance(node, ir.Return) else node.label
        self.ends[tag] = (node, path)
        return tag

    def _refusal(self, fault: ir.Expr) -> str:
        """The tag of the ways on which `fault` cannot be computed."""
        text = uncomputable(fault.span.file.name, fault.span.line)
        message = ir.Const(text, type=Str(), span=fault.span)
        return self._end(ir.Return(ir.MessageOf("Fail", message), "uncomputable", fault.span), frozenset())


@dataclass(frozen=True, slots=True)
class Block:
    """What follows an answer, called `hint`; `name` is that with a number where the same request stands again."""

    hint: str = ""
    name: str = ""

    def prefixed(self, name: str) -> str:
        """`name` with the answer it belongs to before it."""
        if self.hint and name.startswith(f"{self.hint}-"):
            return f"{self.name}{name.removeprefix(self.hint)}"
        return f"{self.name}-{name}" if self.name and "-" not in name else name


def evaluated(node: ir.Node) -> tuple[ir.Expr, ...]:
    """The expressions that `node` itself evaluates, in order."""
    match node:
        case ir.Return(action=ir.MessageOf(message=value) | ir.ContinueOf(outputs=value)) if value is not None:
            return (value,)
        case ir.Branch(test=test):
            return (test,)
        case ir.Switch(subject=subject):
            return (subject,)
        case ir.Let(value=value):
            return (value,)
        case ir.Call():
            pairs = (*node.form, *node.headers, *node.query)
            bodies = (node.json, node.text)
            return (node.url, *(value for _, value in pairs), *(body for body in bodies if body is not None))
        case _:
            return ()


def is_undecided(node: ir.Node) -> bool:
    """Whether `node` is the refusal of what no way fits: velasdk's own."""
    return isinstance(node, ir.Return) and node.tag == UNDECIDED


def continues(node: ir.Node) -> bool:
    """Whether nothing is left to do after `node`: the step succeeds."""
    return isinstance(node, ir.Return) and node.action == ir.ContinueOf()


def _fails(node: ir.Node) -> bool:
    return isinstance(node, ir.Return) and isinstance(node.action, ir.MessageOf) and node.action.kind == "Fail"


def _succeeds(node: ir.Node) -> bool:
    if not isinstance(node, ir.Return):
        return False
    return isinstance(node.action, ir.ContinueOf) or (isinstance(node.action, ir.SuspendOf) and node.action.succeed)


def _known(test: ir.Expr, holds: bool) -> frozenset[ir.Expr]:
    """The tests against None that hold once `test` is decided."""
    known = facts(test, holds)
    return frozenset(safety.negated(ir.IsNone(value, type=Bool(), span=value.span)) for value in known)
