"""Lowers one step class to one tree: a `run` of its own, or what `StatusStep` makes of `request`, `status` and `actions`."""

from __future__ import annotations

import ast
import inspect
from collections.abc import Mapping
from dataclasses import replace
from types import FunctionType
from typing import Any, cast

from .. import ir
from ..actions import Break, Continue, Fail, Suspend, Wait
from ..connection import Connection
from ..diagnostics import Diagnostic, Findings, Refused, Span
from ..load import Loaded, actions_display, class_span, function_span
from ..schema import Choice, Str, field_of
from ..source import function_node
from ..step import StatusStep, Step, actions_of, is_mapped, reply_type, status_type
from . import actions, models, refusals, requests, sending, statements
from .endings import tree_problems
from .expressions import lower
from .functions import entered
from .inline import inlined, names
from .kinds import name_of
from .names import need_not_none
from .scope import Answer, Names, Poisoned, Scope, Value, Whole
from .signature import check_method, check_signature


def lower_step(loaded: Loaded, findings: Findings) -> ir.StepOf | None:
    """The IR of one step, or None when anything about it was reported to `findings`."""
    mine = Findings()
    for problem in loaded.problems:
        mine.add(Diagnostic(problem.code, problem.message, class_span(loaded, problem.place), problem.help))
    cls, span = loaded.python, class_span(loaded, "class")
    models.check(cls, "parameter", span, mine)
    if any(d.code == "VS202" for d in mine.items):
        findings.extend(mine.items)
        return None
    lowering = _lowering(cls, loaded, mine, span)
    step: ir.StepOf | None = None
    if lowering is not None:
        try:
            body = lowering.body()
            if not mine.has_errors:
                mine.extend(tree_problems(body))
            if not mine.has_errors:
                step = _step(loaded, inlined(body), lowering.whole)
        except Refused as refused:
            mine.add(refused.diagnostic)
        except Poisoned:
            pass
        except RecursionError:
            help = "make the methods shorter, give parts of expressions a name, or split the step"
            mine.add(Diagnostic("VS015", "the step is too long, or too deeply nested", span, help))
    findings.extend(mine.items)
    return step if not mine.has_errors else None


def _lowering(cls: type[Step], loaded: Loaded, findings: Findings, span: Span) -> _General | _StatusStep | None:
    """What lowers a step: its own `run`, or the one of `StatusStep`."""
    status, reply = status_type(cls), reply_type(cls)
    if not is_mapped(cls):
        return _General(cls, loaded, findings)
    if any("run" in vars(base) for base in cls.__mro__[: cls.__mro__.index(StatusStep)]):
        help = "derive from `Step` and write `run` alone, or leave `run` to StatusStep"
        place = function_span(loaded, "run")
        findings.add(Diagnostic("VS038", "a StatusStep with a `run` of its own has two meanings", place, help))
    elif status is not None and reply is not None and models.check(reply, "reply", span, findings):
        return _StatusStep(cls, loaded, findings)
    return None


def _step(loaded: Loaded, body: ir.Node, whole: Whole) -> ir.StepOf:
    cls, metadata = loaded.python, loaded.python.__velasdk__
    return ir.StepOf(
        name=metadata.name,
        class_name=cls.__qualname__,
        python=cls,
        description=inspect.cleandoc(vars(cls).get("__doc__") or ""),
        alias=metadata.alias,
        category=metadata.category,
        labels=tuple(sorted((metadata.labels or {}).items())),
        scope=metadata.scope,
        version=metadata.version,
        body=body,
        reads_key=whole.reads_key,
        connections=tuple(whole.connections.values()),
        names=frozenset({*whole.names.reserved, *names(body)}),
        span=class_span(loaded, "class"),
    )


def _whole(loaded: Loaded, findings: Findings) -> Whole:
    """What is known of a step before its methods are read: the connections among its parameters."""
    cls, span = loaded.python, class_span(loaded, "class")
    whole = Whole(cls, findings, Names(), lower)
    for name, info in cls.model_fields.items():
        declared = info.annotation
        if isinstance(declared, type) and issubclass(declared, Connection):
            field = field_of(name, info)
            url, token = (
                ir.Variable(whole.names.fresh(f"{field.name}-{part}"), type=Str(), span=span) for part in ("url", "token")
            )
            bearer = declared.auth == "bearer"
            if bearer and not getattr(declared, "reason", ""):
                message = f"`{field.name}` sends its token, which a broken connection shows, and gives no reason"
                help = f'sign with a `Connection`, or write `class Forge({declared.__name__}): reason = "..."` and use that'
                findings.add(Diagnostic("VS302", message, class_span(loaded, f"attribute:{field.name}"), help))
            whole.connections[field.name] = ir.ConnectionOf(field.wire, bearer, declared.tls, url, token)
    return whole


class _General:
    """The lowering of a step with a `run` of its own."""

    def __init__(self, cls: type[Step], loaded: Loaded, findings: Findings) -> None:
        self.loaded = loaded
        self.run = cls.run
        self.whole = _whole(loaded, findings)

    def body(self) -> ir.Node:
        """The whole step. Raises `Refused`."""
        check_method(self.loaded, "run")
        return _entered(cast("FunctionType", self.run), _returned, self.whole, {})


def _returned(value: ast.expr, scope: Scope) -> ir.Node:
    """What `return value` in `run` does."""
    found = actions.action(value, scope)
    if found is None:
        raise refusals.no_action(value, scope)
    return ir.Return(found, _tag(found), scope.method.span(value))


def _entered(function: FunctionType, finish: statements.Finish, whole: Whole, arguments: dict[int, ir.Expr]) -> ir.Node:
    """Lower one function. `arguments` are the values of its parameters by position; `self` and context are known."""
    names = list(inspect.signature(function).parameters)
    is_method = 0 not in arguments
    body, scope, node = entered(
        function,
        {name: arguments[index] for index, name in enumerate(names) if index in arguments},
        whole,
        self_name=names[0] if is_method else None,
        context_name=names[1] if is_method and len(names) > 1 and 1 not in arguments else None,
    )
    for dead in refusals.never_executed(node):
        whole.findings.add(scope.method.refuse("VS021", dead, "nothing ever reaches this", "take it out").diagnostic)
    return statements.body(body, scope, finish, node)


class _StatusStep:
    """The lowering of one `StatusStep`: what `StatusStep.run` does with its methods and its table."""

    def __init__(self, cls: type[StatusStep[Any, Any]], loaded: Loaded, findings: Findings) -> None:
        self.cls = cls
        given = cast("object", actions_of(cls))  # a field where the class has none
        self.table: Mapping[Any, object] = cast("Mapping[Any, object]", given) if isinstance(given, Mapping) else {}
        self.loaded = loaded
        self.findings = findings
        self.whole = _whole(loaded, findings)
        for action in self.table.values():
            if isinstance(action, Suspend):
                self.whole.names.reserve([action.label])

    def body(self) -> ir.Node:
        """The whole step: the request, then what its reply leads to. Raises `Refused`."""
        display = actions_display(self.loaded)
        for number, (key, _) in enumerate(display):
            if any(ast.dump(key) == ast.dump(other) for other, _ in display[:number]):
                text = ast.unparse(key)
                place, help = self.loaded.source.span(key), "take one of the two out"
                self.findings.add(Diagnostic("VS213", f"`{text}` has two entries, of which the last counts", place, help))
        for name in ("request", "status"):
            check_method(self.loaded, name)
        return _entered(cast("FunctionType", self.cls.request), self._request, self.whole, {})

    def _request(self, value: ast.expr, scope: Scope) -> ir.Node:
        parts = requests.request(value, scope)
        if parts is None:
            raise scope.method.refuse(
                "VS025", value, "`request` returns something that is no request", "return `http.post(...)` or its like"
            )
        reply = cast("type", reply_type(self.cls)).__name__
        if parts.reply is None:
            raise scope.method.refuse("VS024", value, "the request does not say what its reply is", f"give `reply={reply}`")
        if parts.reply is not reply_type(self.cls):
            raise scope.method.refuse(
                "VS025",
                value,
                f"the request reads a {parts.reply.__name__}, and the step is declared for another reply",
                f"give `reply={reply}`",
            )

        def judged(reply: Value | None) -> ir.Node:
            assert reply is not None and not isinstance(reply, Answer)
            return _entered(cast("FunctionType", self.cls.status), self._status(reply), self.whole, {1: reply})

        return sending.send(parts, sending.ONLY, scope, judged)

    def _status(self, reply: ir.Expr) -> statements.Finish:
        enum = status_type(self.cls)
        assert enum is not None

        def finish(value: ast.expr, scope: Scope) -> ir.Node:
            span = scope.method.span(value)
            if (action := actions.action(value, scope)) is not None:
                return ir.Return(action, _tag(action), span)
            status = scope.lower(value)
            need_not_none(status, value, scope, "the status")
            if not isinstance(status.type, Choice) or status.type.python is not enum:
                raise scope.method.refuse(
                    "VS025",
                    value,
                    f"`status` returns {name_of(status.type)}, and `actions` maps {enum.__name__}",
                    f"return a member of `{enum.__name__}`, or an action",
                )
            if isinstance(status, ir.Const):
                return self._mapped(enum(status.value), reply, scope, value)
            cases = tuple((member.value, self._mapped(member, reply, scope, value)) for member in enum)
            return ir.Switch(status, cases, enum, enum.__name__[:1].lower() + enum.__name__[1:], span)

        return finish

    def _mapped(self, member: Any, reply: ir.Expr, scope: Scope, node: ast.expr) -> ir.Node:
        """What `actions` gives for `member`: an action, or a function of the reply that returns one."""
        tag = member.name.lower().replace("_", "-")
        action = self.table.get(member)
        span = class_span(self.loaded, f"value:{member.name}")
        if isinstance(action, (Continue, Fail, Break, Wait, Suspend)):
            if any(d.span == span for d in self.findings.items):
                raise Poisoned  # what is wrong with it was found when the class was defined
            try:
                return ir.Return(actions.action_of(action, node, scope), tag, span)
            except Refused as refused:
                raise Refused(replace(refused.diagnostic, span=span)) from None
        if action is None or isinstance(action, type) or not callable(action):
            raise Poisoned
        if not isinstance(action, FunctionType) or function_node(action) is None:
            help = "write a lambda or a module-level function of the reply"
            raise Refused(Diagnostic("VS003", f"the function for `{member.name}` has no source to compile", span, help))
        check_signature(action, "a function in `actions`", "lambda reply: ...", span, 1)

        def finish(value: ast.expr, inner: Scope) -> ir.Node:
            found = actions.action(value, inner)
            if found is None:
                raise refusals.no_action(value, inner)
            return ir.Return(found, tag, inner.method.span(value))

        return _entered(action, finish, self.whole, {0: reply})


def _tag(action: ir.ActionOf) -> str:
    match action:
        case ir.ContinueOf() | ir.KeepOf():
            return "continue"
        case ir.SuspendOf():
            return "suspend"
        case ir.MessageOf(kind=kind):
            return {"Fail": "failed", "Wait": "wait"}[kind]
