"""Lowers one step class: parameters, metadata, and `request`, `status` and `actions` as one tree."""

from __future__ import annotations

import ast
import inspect
from collections.abc import Iterator, Mapping
from dataclasses import replace
from types import FunctionType
from typing import Any, Literal, cast

from .. import ir
from ..actions import Break, Continue, Fail, Suspend, Wait
from ..definition import suspends_problems
from ..diagnostics import Diagnostic, Findings, Refused
from ..load import Loaded, actions_display, class_span
from ..schema import Bool, Choice, Int, ModelOf, Null, Str, Union_
from ..source import function_node
from ..step import StatusStep, actions_of, is_mapped, reply_type, status_type
from . import actions, models, requests, statements
from .expressions import lower, text_parts
from .inline import inlined, names
from .kinds import name_of
from .names import need_not_none, not_none
from .scope import Method, Names, Poisoned, Scope
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
    status, reply = status_type(cls), reply_type(cls)
    if not is_mapped(cls) or "run" in vars(cls):
        mine.add(
            Diagnostic(
                "VS038",
                "a step with its own `run` cannot be compiled yet",
                span,
                "derive from `StatusStep[Reply, Status]`",
            )
        )
    elif status is not None and reply is not None and models.check(reply, "reply", span, mine):
        lowering = _StatusStep(cls, loaded, mine)
        try:
            body = lowering.body()
        except RecursionError:
            body = None
            mine.add(Diagnostic("VS015", "an expression of the step is nested too deeply", span, "give parts of it a name"))
        if not mine.has_errors and body is not None:
            mine.extend(_label_problems(body))
        if not mine.has_errors and body is not None:
            findings.extend(mine.items)
            return _step(loaded, inlined(body), lowering)
    findings.extend(mine.items)
    return None


def _step(loaded: Loaded, body: ir.Node, lowering: _StatusStep) -> ir.StepOf:
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
        reads_key=lowering.reads_key,
        names=frozenset({*lowering.names.reserved, *names(body)}),
        span=class_span(loaded, "class"),
    )


class _StatusStep:
    """The lowering of one `StatusStep`: what its methods share."""

    def __init__(self, cls: type[StatusStep[Any, Any]], loaded: Loaded, findings: Findings) -> None:
        self.cls = cls
        given = cast("object", actions_of(cls))  # a field where the class has none
        self.table: Mapping[Any, object] = cast("Mapping[Any, object]", given) if isinstance(given, Mapping) else {}
        self.loaded = loaded
        self.findings = findings
        self.names = Names()
        self.reads_key = False
        for action in self.table.values():
            if isinstance(action, Suspend):
                self.names.reserve([action.label])

    def body(self) -> ir.Node | None:
        """The whole step: the request, then what its reply leads to. None when a method cannot be read."""
        display = actions_display(self.loaded)
        for number, (key, _) in enumerate(display):
            if any(ast.dump(key) == ast.dump(other) for other, _ in display[:number]):
                text = ast.unparse(key)
                place, help = self.loaded.source.span(key), "take one of the two out"
                self.findings.add(Diagnostic("VS213", f"`{text}` has two entries, of which the last counts", place, help))
        try:
            for name in ("request", "status"):
                check_method(self.loaded, name)
            return self._method(cast("FunctionType", self.cls.request), self._request, {})
        except Refused as refused:
            self.findings.add(refused.diagnostic)
        except Poisoned:
            pass
        except RecursionError:
            place, help = class_span(self.loaded, "class"), "make the methods shorter, or split the step"
            self.findings.add(Diagnostic("VS015", "a method is too long, or too deeply nested", place, help))
        return None

    def _method(self, function: FunctionType, finish: statements.Finish, arguments: dict[int, ir.Expr]) -> ir.Node:
        """Lower one function. `arguments` are the values of its parameters by position; `self` and context are known."""
        found = function_node(function)
        if found is None:
            place, help = class_span(self.loaded, "class"), "define it with `def` or `lambda` in a file"
            raise Refused(Diagnostic("VS003", f"the source of `{function.__name__}` cannot be read", place, help))
        source, node = found
        for constant in ast.walk(node):
            if isinstance(constant, ast.Constant) and isinstance(constant.value, str):
                self.names.reserve([constant.value])  # it may be the label of a Suspend
        visible = {**function.__globals__, **inspect.getclosurevars(function).nonlocals}
        method = Method(source, visible, self.cls, self.findings, self.names, lower)
        names = [argument.arg for argument in (*node.args.posonlyargs, *node.args.args)]
        is_method = 0 not in arguments
        scope = Scope(
            method,
            {name: arguments[index] for index, name in enumerate(names) if index in arguments},
            self_name=names[0] if is_method else None,
            context_name=names[1] if is_method and len(names) > 1 and 1 not in arguments else None,
        )
        for dead in statements.never_executed(node):
            self.findings.add(method.refuse("VS021", dead, "nothing ever reaches this", "take it out").diagnostic)
        body: list[ast.stmt] = [ast.Return(node.body)] if isinstance(node, ast.Lambda) else node.body
        tree = statements.body(body, scope, finish, node)
        self.reads_key |= method.reads_key
        return tree

    def _request(self, value: ast.expr, scope: Scope) -> ir.Node:
        parts = requests.request(value, scope)
        if parts is None:
            raise scope.method.refuse(
                "VS025", value, "`request` returns something that is no request", "return `http.post(...)` or its like"
            )
        if parts.reply is not reply_type(self.cls):
            raise scope.method.refuse(
                "VS025",
                value,
                f"the request reads a {parts.reply.__name__}, and the step is declared for another reply",
                f"give `reply={cast('type', reply_type(self.cls)).__name__}`",
            )
        span = parts.span
        reply = ir.Variable(self.names.fresh("reply"), type=Union_((ModelOf(parts.reply), Null())), span=span)
        status = ir.Variable(self.names.fresh("statusCode"), type=Int(), span=span)
        misfit = ir.Variable(self.names.fresh("misfit"), type=Str(), span=span)
        decided = self._method(cast("FunctionType", self.cls.status), self._status(not_none(reply)), {1: not_none(reply)})
        return ir.Call(
            label=self.names.fresh("send"),
            method=parts.method,
            url=parts.url,
            reply=parts.reply,
            variable=reply,
            status=status,
            misfit=misfit,
            then=_policies(parts, reply, status, misfit, decided),
            timeout=parts.timeout,
            json=parts.json,
            form=parts.form,
            text=parts.text,
            headers=parts.headers,
            query=parts.query,
            span=span,
        )

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
            return ir.Switch(status, cases, enum, span)

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
                raise inner.method.refuse("VS025", value, "this is no action", "return Continue, Fail, Break, Wait or Suspend")
            return ir.Return(found, tag, inner.method.span(value))

        return self._method(action, finish, {0: reply})


def _policies(
    parts: requests.RequestParts, reply: ir.Variable, status: ir.Variable, misfit: ir.Variable, decided: ir.Node
) -> ir.Node:
    """The tree of one answer: the three policies, then what a well-formed reply leads to."""
    span = parts.span

    def compare(op: ir.CompareOp, number: int) -> ir.Expr:
        return ir.Compare(op, status, ir.Const(number, type=Int(), span=span), type=Bool(), span=span)

    def either(left: ir.Expr, right: ir.Expr) -> ir.Expr:
        return ir.Or(left, right, type=Bool(), span=span)

    def policy(name: str, kind: Literal["Fail", "Wait"], *message: str | ir.Expr) -> ir.Return:
        said = ir.Format(text_parts((f"{parts.method} ", parts.url, *message)), type=Str(), span=span)
        action = parts.policies.get(f"on_{name}") or ir.MessageOf(kind, said)
        return ir.Return(action, tags[name], span)

    tags = {"unavailable": "unavailable", "refused": "request-refused", "malformed": "reply-malformed"}
    misfit_text = (f" answered no {parts.reply.__name__}: ", misfit, " is missing or not of its type")
    tests: list[tuple[ir.Expr, ir.Return]] = [
        (either(compare(">=", 500), compare("==", 429)), policy("unavailable", "Wait", " answered ", status)),
        (either(compare("<", 200), compare(">=", 300)), policy("refused", "Fail", " answered ", status)),
        (ir.IsNone(reply, type=Bool(), span=span), policy("malformed", "Fail", *misfit_text)),
    ]
    for test, then in reversed(tests):
        decided = ir.Branch(test, then, decided)
    return decided


def _tag(action: ir.ActionOf) -> str:
    match action:
        case ir.ContinueOf():
            return "continue"
        case ir.SuspendOf():
            return "suspend"
        case ir.MessageOf(kind=kind):
            return {"Fail": "failed", "Break": "break", "Wait": "wait"}[kind]


def returns(node: ir.Node) -> Iterator[ir.Return]:
    """Every way the tree can end, the policies of its calls included."""
    match node:
        case ir.Return():
            yield node
        case ir.Branch(then=then, otherwise=otherwise):
            yield from returns(then)
            yield from returns(otherwise)
        case ir.Switch(cases=cases):
            for _, case in cases:
                yield from returns(case)
        case ir.Let(then=then) | ir.Call(then=then):
            yield from returns(then)


def _label_problems(body: ir.Node) -> Iterator[Diagnostic]:
    found = {(r.action.label, r.span): (r.action, r.span) for r in returns(body) if isinstance(r.action, ir.SuspendOf)}
    suspends = [Suspend(action.label, duration=action.duration) for action, _ in found.values()]
    for problem in suspends_problems(suspends, ""):
        last = max(span for _, span in found.values())
        yield Diagnostic(problem.code, problem.message, last, problem.help)
    for action, span in found.values():
        if action.label in ("parameter", "context", "output", "outputs"):
            yield Diagnostic(
                "VS203",
                f"the label `{action.label}` is a name of the engine's",
                span,
                "choose a label that says what is awaited",
            )
