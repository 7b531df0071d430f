"""What is wrong with a step as a whole: its Suspends together, its outputs, answers that nobody looked at."""

from __future__ import annotations

from collections.abc import Iterator

from .. import ir
from ..actions import Suspend
from ..definition import suspends_problems
from ..diagnostics import Diagnostic, Span
from ..paths import after, nodes, returns
from .inline import names
from .kinds import name_of


def tree_problems(body: ir.Node) -> Iterator[Diagnostic]:
    """All that is wrong with a step whose parts are right."""
    yield from _labels(body)
    yield from _outputs(body)
    for span, name in dict.fromkeys(_repeated(body, frozenset())):
        message = f"`{name}` is remembered on the same way already: this would get the first's answer"
        yield Diagnostic(
            "VS044", message, span, "give each its own name; a helper that is called twice takes it as an argument"
        )
    unread = dict.fromkeys(call.span for call in nodes(body) if isinstance(call, ir.Call) and _succeeds_unread(call))
    for span in unread:
        yield Diagnostic(
            "VS215",
            "the step can succeed without looking at the status of this answer",
            span,
            "test its `.status`, or give `reply=` a model, or `on_refused=` an action",
        )


def _labels(body: ir.Node) -> Iterator[Diagnostic]:
    found = {(r.action.label, r.span): (r.action, r.span) for r in returns(body) if isinstance(r.action, ir.SuspendOf)}
    suspends = [Suspend(action.label, duration=action.duration) for action, _ in found.values()]
    taken = set(names(body))
    for problem in suspends_problems(suspends, ""):
        last = max(span for _, span in found.values())
        yield Diagnostic(problem.code, problem.message, last, problem.help)
    for action, span in found.values():
        if action.label in ("parameter", "context", "output", "outputs"):
            what = "is a name of the engine's"
        elif action.label in taken:  # it came from where no label was looked for
            what = "is a name in the template too"
        else:
            continue
        help = "choose a label that says what is awaited"
        yield Diagnostic("VS203", f"the label `{action.label}` {what}", span, help)


def _repeated(node: ir.Node, names: frozenset[str]) -> Iterator[tuple[Span, str]]:
    """The calls that have the name of an earlier one on their way, which is one line that is reached twice."""
    if isinstance(node, ir.Call) and node.once is not None:
        if node.once.name in names:
            yield node.span, node.once.name
        names |= {node.once.name}
    for below in after(node):
        yield from _repeated(below, names)


def _outputs(body: ir.Node) -> Iterator[Diagnostic]:
    """Outputs are there whenever the step succeeds, and of one model, or never."""
    given: dict[Span, ir.Expr] = {}
    without: dict[Span, str] = {}
    for one in returns(body):
        match one.action:
            case ir.ContinueOf(outputs=None):
                without.setdefault(one.span, "the step succeeds here without outputs, and elsewhere with them")
            case ir.ContinueOf(outputs=outputs) if outputs is not None:
                given.setdefault(one.span, outputs)
            case ir.SuspendOf(succeed=True):
                without.setdefault(one.span, "the Suspend lets it succeed without outputs, and the step has outputs elsewhere")
            case _:
                pass
    if not given:
        return
    for span, message in without.items():
        yield Diagnostic("VS214", message, span, "give outputs of the same model on every way to success")
    first = next(iter(given.values()))
    for span, outputs in given.items():
        if outputs.type != first.type:
            message = f"the outputs are {name_of(outputs.type)} here and {name_of(first.type)} elsewhere"
            yield Diagnostic("VS214", message, span, "give outputs of the same model on every way to success")


def _succeeds_unread(call: ir.Call) -> bool:
    """Whether a way behind `call`, whose statuses are the step's to decide, succeeds without a test of the status."""
    if call.policies > 1:
        return False
    if call.once is not None:
        return _unread(call.once.then, call.once.answer.status)
    assert isinstance(call.then, ir.Branch)  # the policy for what is not available
    return _unread(call.then.otherwise, call.answer.status)


def _unread(node: ir.Node, status: ir.Variable) -> bool:
    match node:
        case ir.Return(action=action):
            return isinstance(action, ir.ContinueOf) or (isinstance(action, ir.SuspendOf) and action.succeed)
        case ir.Branch(test=read) | ir.Switch(subject=read) | ir.Let(value=read) if status in ir.walk(read):
            return False
        case _:
            return any(_unread(below, status) for below in after(node))
