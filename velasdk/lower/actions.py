"""Lowers the actions a method returns, and reads those that `actions` holds."""

from __future__ import annotations

import ast
from dataclasses import fields
from typing import Any, Literal, cast

from .. import ir
from ..actions import Action, Break, Continue, Fail, Suspend, Wait
from ..definition import suspend_problems
from ..schema import ModelOf, Null, to_json
from .kinds import is_str, name_of
from .names import constant, live, need_not_none, need_whole, retyped
from .scope import Scope

NO_END = (
    "a Break ends nothing: every step behind this one is executed, and then the workflow is failed",
    "`Fail` stops the workflow; a `Continue` with an output lets the `if:` of the steps behind leave them out",
)
"""What is wrong with each Break, whatever its message, and what to write instead."""


def action(node: ast.expr, scope: Scope) -> ir.ActionOf | None:
    """The action that `node` constructs, or None when it is no action."""
    if not isinstance(node, ast.Call):
        value = live(node, scope)
        return action_of(value, node, scope) if isinstance(value, (Continue, Fail, Break, Wait, Suspend)) else None
    made = live(node.func, scope)
    if not isinstance(made, type):
        return None
    if made is Break:
        raise scope.method.refuse("VS312", node, *NO_END)
    kinds: dict[object, Literal["Fail", "Wait"]] = {Fail: "Fail", Wait: "Wait"}
    if made in kinds:
        text = next(iter(node.args), None) or next((k.value for k in node.keywords if k.arg == "message"), None)
        if text is None or len(node.args) + len(node.keywords) != 1:
            raise scope.method.refuse("VS024", node, "this action takes one message", 'write `Fail("...")`')
        message = scope.lower(text)
        need_not_none(message, text, scope, "a message")
        if not is_str(message.type):
            raise scope.method.refuse("VS007", text, f"the message is {name_of(message.type)}", "write an f-string")
        return ir.MessageOf(kinds[made], message)
    if made is Continue:
        given = next(iter(node.args), None) or next((k.value for k in node.keywords if k.arg == "outputs"), None)
        if len(node.args) + len(node.keywords) != (given is not None):
            raise scope.method.refuse("VS024", node, "`Continue` takes outputs only", "return `Continue(outputs=...)`")
        return ir.ContinueOf(_outputs(scope.lower(given), given, scope) if given is not None else None)
    if made is Suspend:
        return action_of(Suspend(**_constants(node, scope)), node, scope)
    return None


def action_of(value: Action, node: ast.expr, scope: Scope) -> ir.ActionOf:
    """A live action: an entry of `actions`, a module constant, or a Suspend with constant arguments."""
    if isinstance(value, Continue):
        if value.outputs is None:
            return ir.ContinueOf()
        constants = constant(to_json(value.outputs), node, scope)
        return ir.ContinueOf(_outputs(retyped(constants, ModelOf(type(value.outputs))), node, scope))
    if isinstance(value, Suspend):
        for problem in suspend_problems(value, ""):
            raise scope.method.refuse(problem.code, node, problem.message, problem.help)
        overrides = value.on_resume == "succeed"
        scope.method.whole.reads_key |= overrides  # whether somebody has resumed stands beside the id in the run's status
        return ir.SuspendOf(value.label, overrides or value.on_elapse == "succeed", value.duration)
    if isinstance(value, Break):
        raise scope.method.refuse("VS312", node, *NO_END)
    if not isinstance(cast("object", value.message), str):
        raise scope.method.refuse("VS007", node, f"the message is {value.message!r}, which is no text", "write a text")
    return ir.MessageOf("Fail" if isinstance(value, Fail) else "Wait", constant(value.message, node, scope))


def _outputs(value: ir.Expr, node: ast.expr, scope: Scope) -> ir.Expr | None:
    """What later steps can read: a model."""
    if isinstance(value.type, Null):
        return None
    need_not_none(value, node, scope, "outputs")
    if not isinstance(value.type, ModelOf):
        help = "declare `class Outputs(Model)` and give one: its fields are what later steps read"
        raise scope.method.refuse("VS007", node, f"the outputs are {name_of(value.type)}, and no model", help)
    need_whole(value, node, scope)
    return value


def _constants(node: ast.Call, scope: Scope) -> dict[str, Any]:
    """The arguments of a Suspend, which must be constants."""
    known = [field.name for field in fields(Suspend)]
    given = [*zip(known, node.args, strict=False), *((k.arg or "**", k.value) for k in node.keywords)]
    names = [name for name, _ in given]
    if "label" not in names or not set(names) <= set(known) or len(set(names)) < len(node.args) + len(node.keywords):
        raise scope.method.refuse("VS024", node, "these are not the arguments of a Suspend", f"it has {', '.join(known)}")
    found: dict[str, Any] = {}
    for name, argument in given:
        value = scope.lower(argument)
        if not isinstance(value, ir.Const):
            raise scope.method.refuse(
                "VS210", argument, f"`{name}` of a Suspend depends on the run", "write a constant: it is a contract"
            )
        found[name] = value.value
    return found
