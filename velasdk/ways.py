"""The ways through a step, each from its first request to its end: what it sends, what it asks, where it is repeated from."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass

from . import ir
from .diagnostics import Span
from .paths import after, answers_of


@dataclass(frozen=True, slots=True)
class Way:
    """One way through a step.

    `nodes` are what the author wrote on it, in order; `sent` are the calls that an execution on this way sends, which a
    `once` whose answer is known is not. `policy` counts the policies of the last call from 0 where one of them is the `end`,
    with the default of a call among them; it is None where the author's own `return` is.
    """

    nodes: tuple[ir.Node, ...]
    sent: tuple[ir.Call, ...]
    end: ir.Return
    policy: int | None

    @property
    def polls(self) -> bool:
        """Whether the way ends in a Wait that somebody wrote: that for an API which is not available stands by itself."""
        return self.policy != 0 and isinstance(self.end.action, ir.MessageOf) and self.end.action.kind == "Wait"

    @property
    def suspends(self) -> bool:
        """Whether the way ends in a Suspend."""
        return isinstance(self.end.action, ir.SuspendOf)


def ways(body: ir.Node) -> Iterator[Way]:
    """Every way through a step. One that sends the request of a `once` ends there; the next execution goes on behind it."""
    # a node, what is before it, what is sent before it, and of the call before it: policies passed, those to come
    waiting: list[tuple[ir.Node, tuple[ir.Node, ...], tuple[ir.Call, ...], int, int]] = [(body, (), (), 0, 0)]
    while waiting:
        node, before, sent, passed, left = waiting.pop()
        here = (*before, node)
        match node:
            case ir.Return():
                yield Way(before, sent, node, None)
            case ir.Branch(then=ir.Return() as end, otherwise=otherwise) if left:
                yield Way(before, sent, end, passed)
                waiting.append((otherwise, before, sent, passed + 1, left - 1))
            case ir.Branch(then=then, otherwise=otherwise):
                waiting += [(otherwise, here, sent, 0, 0), (then, here, sent, 0, 0)]
            case ir.Switch():
                waiting += [(case, here, sent, 0, 0) for case in reversed(_cases(node))]
            case ir.Let(then=then):
                waiting.append((then, here, sent, passed, left))
            case ir.Decode(then=then):
                waiting.append((then, here, sent, 1, max(left, 1)))  # a body that is not the model is a policy's
            case ir.Call(then=then, once=once, policies=policies):
                if once is not None:
                    waiting.append((once.then, here, sent, 0, 0))
                waiting.append((then, here, (*sent, node), 0, policies))


def _cases(switch: ir.Switch) -> list[ir.Node]:
    """The cases of a switch, each once; two that do the same and are written apart are two."""
    return list({id(case): case for _, case in switch.cases}.values())


def ends(body: ir.Node) -> Iterator[ir.Return]:
    """Every end of a step where it is written, the policies of calls included; one line may be there several times."""
    waiting = [body]
    while waiting:
        node = waiting.pop()
        if isinstance(node, ir.Return):
            yield node
        waiting += reversed(_cases(node) if isinstance(node, ir.Switch) else after(node))


def tests(way: Way) -> Iterator[ir.Expr]:
    """The tests of the author's own on a way, in order."""
    return (node.test for node in way.nodes if isinstance(node, ir.Branch))


def looks_first(way: Way, call: ir.Call) -> bool:
    """Whether `call` is sent because of what another request on the way, sent anew each time, was answered."""
    texts: set[str] = set()
    known: set[str] = set()
    for node in way.nodes:
        if node is call:
            return False
        match node:
            case ir.Call() if node in way.sent:
                for answer in answers_of(node):
                    texts.add(answer.text.name)
                    known |= {answer.status.name, answer.text.name, *(value.name for _, value in answer.headers)}
            case ir.Decode(source=source, variable=variable) if source in texts:
                known.add(variable.name)
            case ir.Branch(test=read) | ir.Switch(subject=read) if any(
                isinstance(part, ir.Variable) and part.name in known for part in made_of(read)
            ):
                return True
            case _:
                pass
    return False


def made_of(value: object) -> Iterator[object]:
    """All that a value is made of, what is behind a name included."""
    waiting = [value]
    while waiting:
        for part in ir.walk(waiting.pop()):
            yield part
            if isinstance(part, ir.Variable):
                waiting.append(part.bound)


def request_of(call: ir.Call) -> tuple[object, ...]:
    """All that a request is made of."""
    return (call.url, call.path, call.json, call.form, call.text, call.headers, call.query)


def sends_id(call: ir.Call) -> bool:
    """Whether anything in a request is the id of the step, by which an API knows it again."""
    return any(isinstance(part, ir.ContextOf) and part.name == "stepSessionID" for part in made_of(request_of(call)))


def repeated(body: ir.Node, *, polled: bool) -> Iterator[ir.Call]:
    """The POSTs that an API cannot tell from another one, and that are sent again: `polled`, or when it is resumed.

    One that is both is polled. Not among them is what `once` sends, and what is sent for what another request found.
    """
    polls: dict[Span, ir.Call] = {}
    suspends: dict[Span, ir.Call] = {}
    for way in ways(body):
        if way.polls or way.suspends:
            for call in way.sent:
                if call.method == "POST" and call.once is None and not sends_id(call) and not looks_first(way, call):
                    (polls if way.polls else suspends).setdefault(call.span, call)
    for span, call in (polls if polled else suspends).items():
        if polled or span not in polls:
            yield call
