"""A step's IR in the words of whoever puts it into a workflow: what is sent, and what each answer leads to.

Nothing here is specific to one kind of step: any tree of calls, branches and returns reads as a list of cases, of which the
first that holds is what happens, because each branch of the tree ends in an answer.
"""

from __future__ import annotations

import json
from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass, field, replace
from enum import Enum
from typing import TypeAlias

from .. import ir
from ..connection import SCHEME
from ..lower.inline import substituted
from ..paths import after, answers_of, calls, cases_of, nodes, unreadable
from ..schema import Choice, ModelOf, Null, Str, Type, Union_
from .parameters import shape


@dataclass(frozen=True, slots=True)
class Piece:
    """A piece of a sentence: shown as code, or as it is."""

    text: str
    code: bool = False


@dataclass(frozen=True, slots=True)
class Case:
    """One way an execution can end: the conditions that lead there, and what then happens.

    `action` is None where another request is sent.
    """

    when: tuple[tuple[Piece, ...], ...]
    then: tuple[Piece, ...]
    action: ir.ActionOf | None = field(default=None, compare=False, repr=False)


@dataclass(frozen=True, slots=True)
class Sent:
    """One request as text, with `<...>` for what the run fills in, the shapes its answer is read as, by name, and its cases.

    `once` says that its answer is remembered in the run, `decides` that the step looks at the status itself; `connection` is
    the parameter that says where it goes and what it is asked with.
    """

    text: str
    replies: tuple[tuple[str, str], ...]
    cases: tuple[Case, ...]
    timeout: str
    once: bool = False
    decides: bool = False
    connection: str = ""


def requests(body: ir.Node) -> list[Sent]:
    """The requests of a step, each behind those that lead to it, with what their answers lead to."""
    groups, numbers = _groups(_worded(body))
    return [_sent(group, numbers) for group in groups]


def beginning(body: ir.Node) -> list[Case]:
    """What a step decides before it sends anything; nothing where it just sends its first request."""
    worded = _worded(body)
    found = [] if isinstance(body, ir.Call) else _distinct(_leads(worded, (), _groups(worded)[1]))
    return found if any(case.when for case in found) or len(found) > 1 else []


Numbers: TypeAlias = Mapping[int, int]
"""The number of each request, counted from 1, by the identity of its call."""


def _groups(body: ir.Node) -> tuple[list[list[ir.Call]], Numbers]:
    """The calls of a step, those together that send the same request with the same that follows, and their numbers."""
    depths = dict(_depths(body, 0))
    unnumbered: Numbers = dict.fromkeys(depths, 0)
    groups: dict[object, list[ir.Call]] = {}
    for call in calls(body):
        leads = tuple((key[:2], case.when) for below in after(call) for key, case in _leads(below, (), unnumbered))
        groups.setdefault((call.span, leads), []).append(call)
    ordered = sorted(groups.values(), key=lambda group: max(depths[id(call)] for call in group))
    return ordered, {id(call): number for number, group in enumerate(ordered, 1) for call in group}


def _depths(node: ir.Node, depth: int) -> Iterator[tuple[int, int]]:
    """How many requests stand before each."""
    if isinstance(node, ir.Call):
        yield id(node), depth
        depth += 1
    for below in after(node):
        yield from _depths(below, depth)


def _worded(body: ir.Node) -> ir.Node:
    """`body` with what is read of an answer called by names that a reader knows."""
    for node in nodes(body):
        if isinstance(node, ir.Decode):
            body = substituted(body, node.misfit.name, replace(node.misfit, name="the field"))
        elif isinstance(node, ir.Call):
            if (connection := node.connection) is not None:
                body = substituted(body, connection.url.name, replace(connection.url, name=f"url of {connection.parameter}"))
            for answer in answers_of(node):
                body = substituted(body, answer.status.name, replace(answer.status, name="HTTP status"))
                for name, variable in answer.headers:
                    body = substituted(body, variable.name, replace(variable, name=f"header {name}"))
    return body


def text_of(value: ir.Expr) -> str:
    """An expression as a reader of Python and JSON understands it."""
    match value:
        case ir.Const(value=constant):
            return json.dumps(constant, ensure_ascii=False)
        case ir.ParameterOf(name=name):
            return name
        case ir.ContextOf(name=name):
            return f"context.{name}"
        case ir.Variable(name=name, bound=bound):
            return text_of(bound) if bound is not None else name
        case ir.NotNone(value=inner):
            return text_of(inner)
        case ir.Attribute(base=base, name=name):
            return f"{_within(base, 7)}.{name}"
        case ir.Item(base=base, index=index):
            return f"{_within(base, 7)}[{text_of(index)}]"
        case ir.Compare(op=op, left=left, right=right) | ir.Arithmetic(op=op, left=left, right=right):
            level = _level(value)
            return f"{_within(left, level)} {op} {_within(right, level + 1)}"
        case ir.IsNone(value=inner):
            return f"{_within(inner, 5)} is null"
        case ir.Not(value=ir.IsNone(value=inner)):
            return f"{_within(inner, 5)} is not null"
        case ir.Not(value=ir.Function(name="in", arguments=(item, items))):
            return f"{_within(item, 5)} not in {_within(items, 5)}"
        case ir.Not(value=inner):
            return f"not {_within(inner, 3)}"
        case ir.And(left=left, right=right):
            return f"{_within(left, 2)} and {_within(right, 2)}"
        case ir.Or(left=left, right=right):
            return f"{_within(left, 1)} or {_within(right, 1)}"
        case ir.Conditional(test=test, then=then, otherwise=otherwise):
            return f"{_within(then, 1)} if {_within(test, 1)} else {text_of(otherwise)}"
        case ir.Format():
            return json.dumps(said(value), ensure_ascii=False)
        case ir.ListDisplay(items=items):
            return f"[{', '.join(map(text_of, items))}]"
        case ir.ObjectDisplay(items=named):
            return f"{{{', '.join(f'{json.dumps(key, ensure_ascii=False)}: {text_of(one)}' for key, one in named)}}}"
        case ir.Comprehension(element=element, variable=variable, source=source, conditions=conditions):
            tests = "".join(f" if {text_of(test)}" for test in conditions)
            loop = f"{text_of(element)} for {variable.name} in {text_of(source)}{tests}"
            return f"[{loop}]" if value.kind == "list" else f"{value.kind}({loop})"
        case ir.Function(name="in", arguments=(item, items)):
            return f"{_within(item, 5)} in {_within(items, 5)}"
        case ir.Function(name=name, arguments=(first, *rest)) if name.startswith("str."):
            return f"{_within(first, 7)}.{name.removeprefix('str.')}({', '.join(map(text_of, rest))})"
        case ir.Function(name=name, arguments=arguments):
            return f"{name}({', '.join(map(text_of, arguments))})"


def said(message: ir.Expr) -> str:
    """A message as it will read, with `<...>` for what only the run knows."""
    match message:
        case ir.Const(value=str()):
            return str(message.value)
        case ir.Format(parts=parts):
            return "".join(part if isinstance(part, str) else said(part) for part in parts)
        case ir.Variable(bound=bound) if bound is not None:
            return said(bound)
        case _:
            return f"<{text_of(message)}>"


def _level(value: ir.Expr) -> int:
    """How tightly an expression binds, as in Python: `or` 1, `and` 2, `not` 3, a comparison 4, `+` 5, `*` 6, a word 7."""
    match value:
        case ir.Conditional():
            return 0
        case ir.Or():
            return 1
        case ir.And():
            return 2
        case ir.Not(value=ir.IsNone() | ir.Function(name="in")) | ir.Compare() | ir.IsNone() | ir.Function(name="in"):
            return 4
        case ir.Not():
            return 3
        case ir.Arithmetic(op=op):
            return 5 if op in "+-" else 6
        case ir.NotNone(value=inner):
            return _level(inner)
        case ir.Variable(bound=bound) if bound is not None:
            return _level(bound)
        case _:
            return 7


def _within(value: ir.Expr, level: int) -> str:
    """`value` as an operand, in parentheses where it binds less tightly."""
    return text_of(value) if _level(value) >= level else f"({text_of(value)})"


def _sent(same: list[ir.Call], numbers: Numbers) -> Sent:
    """One request, which stands on each of several ways."""
    call = same[0]
    query = "&".join(f"{key}={said(value)}" for key, value in call.query)
    headers = [f"{key}: {said(value)}" for key, value in call.headers]
    body: list[str] = []
    if call.json is not None:
        body = list(_indented(call.json, ""))
    elif call.form:
        body = ["&".join(f"{key}={said(value)}" for key, value in call.form)]
    elif call.text is not None:
        body = [said(call.text)]
    if (kind := _content_type(call)) and not any(name.lower() == "content-type" for name, _ in call.headers):
        headers.insert(0, f"Content-Type: {kind}")
    if (connection := call.connection) is not None:
        token = f"Bearer <token of {connection.parameter}>"
        headers.append(f"Authorization: {token if connection.bearer else f'{SCHEME} <signature>'}")
    joint = "&" if "?" in said(call.url) else "?"
    first = f"{call.method} {said(call.url)}{joint + query if query else ''}"
    lines = [first, *headers, *(["", *body] if body else [])]
    texts = [answer.text.name for answer in answers_of(call)]
    decodes = [node for node in nodes(call) if isinstance(node, ir.Decode) and node.source in texts]
    read = {node.model: node.variable.name for node in decodes}
    replies = tuple((name, shape(model)) for model, name in read.items())
    never = [unreadable(one) for one in same]
    ways = [(one.span, one.tag, one.action) for one in never if one is not None]
    leads = (lead for one in same for below in after(one) for lead in _leads(below, (), numbers) if lead[0] not in ways)
    cases = tuple(_distinct(leads))
    behind = connection.parameter if connection is not None else ""
    return Sent("\n".join(lines), replies, cases, call.timeout, call.once is not None, call.policies < 2, behind)


def _content_type(call: ir.Call) -> str:
    """The content type of a body that has none of its own."""
    if call.json is not None:
        return "application/json"
    if call.form:
        return "application/x-www-form-urlencoded"
    return "text/plain; charset=utf-8" if call.text is not None else ""


def _indented(value: ir.Expr, indent: str) -> Iterator[str]:
    """JSON on lines of its own; a text that the run makes up is quoted, so that the whole looks like what is sent."""
    below = indent + "  "
    match value:
        case ir.ObjectDisplay(items=fields) if fields:
            yield "{"
            for place, (key, one) in enumerate(fields, 1):
                first, *rest = _indented(one, below)
                lines = [f"{below}{json.dumps(key, ensure_ascii=False)}: {first}", *rest]
                yield from lines[:-1]
                yield lines[-1] + ("," if place < len(fields) else "")
            yield f"{indent}}}"
        case ir.ListDisplay(items=items) if items:
            yield "["
            for place, one in enumerate(items, 1):
                first, *rest = _indented(one, below)
                lines = [f"{below}{first}", *rest]
                yield from lines[:-1]
                yield lines[-1] + ("," if place < len(items) else "")
            yield f"{indent}]"
        case ir.Const() | ir.ObjectDisplay() | ir.ListDisplay() | ir.Format():
            yield text_of(value)
        case ir.Variable(bound=bound) if bound is not None:
            yield from _indented(bound, indent)
        case _:
            yield json.dumps(said(value), ensure_ascii=False) if _is_text(value.type) else said(value)


def _is_text(type_: Type) -> bool:
    return isinstance(type_, Str) or (isinstance(type_, Choice) and isinstance(type_.values[0], str))


def _condition(test: ir.Expr) -> tuple[Piece, ...]:
    """A test as part of a sentence; those that every request brings in words."""
    match test:
        case ir.Or(
            left=ir.Compare(op=">=", left=ir.Variable(name="HTTP status"), right=ir.Const(value=500)),
            right=ir.Compare(op="==", right=ir.Const(value=429)),
        ):
            return (Piece("the API is not available (HTTP 5xx or 429)"),)
        case ir.Or(
            left=ir.Compare(op="<", left=ir.Variable(name="HTTP status"), right=ir.Const(value=200)),
            right=ir.Compare(op=">=", right=ir.Const(value=300)),
        ):
            return (Piece("the API refuses (any other HTTP status but 2xx)"),)
        case ir.IsNone(value=ir.Variable(bound=None, type=Union_(members=(ModelOf(), Null())))):
            return (Piece("the API answers something else than the expected reply"),)
        case _:
            return (Piece(text_of(test), code=True),)


def _member(subject: ir.Expr, values: Sequence[str | int], enum: type[Enum] | None) -> tuple[Piece, ...]:
    """The case of one member of an enum or of a literal, or of several."""
    found = [Piece(text_of(subject), code=True)]
    for value in values:
        found += [Piece(" or " if found[1:] else " is "), Piece(json.dumps(value, ensure_ascii=False), code=True)]
        name = enum(value).name if enum is not None else str(value)
        if enum is not None and not (isinstance(value, str) and value.lower() == name.lower()):
            found.append(Piece(f" ({name})"))
    return tuple(found)


def _leads(node: ir.Node, when: tuple[tuple[Piece, ...], ...], numbers: Numbers) -> Iterator[tuple[tuple[object, ...], Case]]:
    """What follows from `node` until the next answer, each with what tells it from the others."""
    match node:
        case ir.Return(action=ir.KeepOf()):
            pass  # the step goes on: its answer is remembered
        case ir.Return(action=action):
            yield (node.span, node.tag, action), Case(when, _action(action), action)
        case ir.Call():
            yield (node.span,), Case(when, (Piece(f"request {numbers[id(node)]} is sent"),))
        case ir.Branch(test=test, then=then, otherwise=otherwise):
            yield from _leads(then, (*when, _condition(test)), numbers)
            yield from _leads(otherwise, when, numbers)
        case ir.Switch(subject=subject, enum=enum):
            for values, then in cases_of(node):
                yield from _leads(then, (*when, _member(subject, values, enum)), numbers)
        case ir.Let(then=then) | ir.Decode(then=then):
            yield from _leads(then, when, numbers)  # a name is spelled out where it is used


def _distinct(leads: Iterable[tuple[tuple[object, ...], Case]]) -> list[Case]:
    """Each case once, under each of its conditions."""
    return list({(key[:2], case.when): case for key, case in leads}.values())


def _action(action: ir.ActionOf) -> tuple[Piece, ...]:
    """What an action means to whoever watches the workflow."""
    match action:
        case ir.ContinueOf() | ir.KeepOf():
            return (Piece("the step succeeds and the workflow goes on"),)
        case ir.MessageOf(kind="Fail", message=message):
            return Piece("the step fails, and the workflow with it: "), Piece(said(message), code=True)
        case ir.MessageOf(message=message):
            return Piece("the step waits and asks again by itself: "), Piece(said(message), code=True)
        case ir.SuspendOf(label=label, succeed=succeed, duration=duration):
            end = "once resumed" if duration is None else f"after {duration}, and not sooner"
            then = (
                f"{end}, the step asks again by itself until the answer is another"
                if not succeed
                else f"after {duration}, and not sooner, the step succeeds by itself, whatever the API says"
                if duration is not None
                else "whoever resumes it lets the step succeed, whatever the API says"
            )
            return Piece("the workflow is suspended at "), Piece(label, code=True), Piece(f": {then}")
