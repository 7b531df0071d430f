"""The ways through the tree of a step: where each of them ends, and the requests on it."""

from __future__ import annotations

from collections.abc import Iterator

from pydantic import BaseModel

from . import ir
from .schema import ModelOf


def after(node: ir.Node) -> tuple[ir.Node, ...]:
    """The nodes that may follow `node`, in the order they are written."""
    match node:
        case ir.Return():
            return ()
        case ir.Branch(then=then, otherwise=otherwise):
            return then, otherwise
        case ir.Switch():
            return tuple(case for _, case in cases_of(node))
        case ir.Call(then=then, once=ir.Once(then=known)):
            return then, known
        case ir.Let(then=then) | ir.Decode(then=then) | ir.Call(then=then):
            return (then,)


def cases_of(switch: ir.Switch) -> list[tuple[list[str | int], ir.Node]]:
    """The cases of a switch, each once with the values that lead to it."""
    found: list[tuple[list[str | int], ir.Node]] = []
    for value, case in switch.cases:
        for values, known in found:
            if known == case:
                values.append(value)
                break
        else:
            found.append(([value], case))
    return found


def nodes(node: ir.Node) -> Iterator[ir.Node]:
    """`node` and all nodes below it, each way in its order."""
    waiting = [node]
    while waiting:
        one = waiting.pop()
        yield one
        waiting.extend(reversed(after(one)))


def returns(node: ir.Node) -> Iterator[ir.Return]:
    """Every way the tree can end, the policies of its calls included."""
    return (one for one in nodes(node) if isinstance(one, ir.Return))


def calls(node: ir.Node) -> Iterator[ir.Call]:
    """Every call of the tree; one that stands on several ways, once for each."""
    return (one for one in nodes(node) if isinstance(one, ir.Call))


def written_calls(body: ir.Node) -> list[ir.Call]:
    """Every call of the tree by the place it is written at; of one that stands on several ways, the last."""
    return list({call.span: call for call in calls(body)}.values())


def answers_of(call: ir.Call) -> tuple[ir.Answer, ...]:
    """The answer of `call`, and the remembered one where it is done once."""
    return (call.answer, call.once.answer) if call.once is not None else (call.answer,)


def once_names(body: ir.Node) -> tuple[str, ...]:
    """What the step does once per run."""
    return tuple(dict.fromkeys(call.once.name for call in calls(body) if call.once is not None))


def unreadable(call: ir.Call) -> ir.Return | None:
    """What a call does whose remembered answer another version of the step wrote; None where it is not done once."""
    after_ = call.once.then if call.once is not None else None
    if isinstance(after_, ir.Decode) and isinstance(after_.then, ir.Branch) and isinstance(after_.then.then, ir.Return):
        return after_.then.then
    return None


def outputs_model(body: ir.Node) -> type[BaseModel] | None:
    """The model of what the step leaves for later steps, None where that is nothing."""
    for one in returns(body):
        if isinstance(one.action, ir.ContinueOf) and one.action.outputs and isinstance(one.action.outputs.type, ModelOf):
            return one.action.outputs.type.python
    return None


def models_read(call: ir.Call) -> Iterator[type[BaseModel]]:
    """The models that the answer of `call` is read as."""
    texts = {answer.text.name for answer in answers_of(call)}
    known: dict[type[BaseModel], None] = {}
    for one in nodes(call):
        if isinstance(one, ir.Decode) and one.source in texts:
            known.setdefault(one.model)
    return iter(known)
