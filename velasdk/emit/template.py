"""One step as one template: parameter guard, step id, request, decision, actions; and the parameters it takes.

Every condition in it is total, so that no answer of an API makes the template an error: on the engines an error is, sooner or
later, an approval (`engine-facts`, and tests/engine).
"""

from __future__ import annotations

from dataclasses import dataclass, field

from pydantic import BaseModel

from .. import cue, ir, safety
from ..actions import still, uncomputable
from ..lower.models import models_in
from ..lower.scope import CAPTURING, RESERVED, Names, facts
from ..reading import THE_BODY
from ..schema import Bool, DictOf, FieldOf, ListOf, ModelOf, Str, fields, without_null
from .types import Types
from .values import Values

PARAMETERS_MESSAGE = "a parameter is missing or has a wrong type"
UNRECORDED_MESSAGE = "waiting until the run's status shows this step's id"
UNDECIDED_MESSAGE = "no action fits the answer"

PACKAGES = {
    "json": "encoding/json",
    "encoding/base64": "encoding/base64",
    "builtin": "vela/builtin",
    "http": "vela/http",
    "kube": "vela/kube",
}


def emit(step: ir.StepOf, origin: str) -> str:
    """The template of `step`; `origin` is where its class is written, relative to the project."""
    return cue.render(_Template(step, origin).file())


_OBJECT = cue.StructLit((cue.Ellipsis(),), inline=True)


@dataclass
class _Decision:
    """One list of guarded tags, the fields it reads, and what each tag leads to."""

    bindings: list[cue.Decl] = field(default_factory=list)
    entries: list[tuple[safety.Chain, str]] = field(default_factory=list)
    leaves: dict[str, tuple[ir.Node, frozenset[ir.Expr]]] = field(default_factory=dict)

    def tag(self, node: ir.Return | ir.Call, path: frozenset[ir.Expr], names: Names) -> str:
        """The tag of a way that ends in `node` where `path` holds; the same for ways that end in the same action."""
        for tag, (leaf, known) in self.leaves.items():
            if isinstance(node, ir.Return) and leaf == node:
                self.leaves[tag] = (leaf, known & path)
                return tag
        tag = names.fresh(node.tag if isinstance(node, ir.Return) else f"{node.label}-it")
        self.leaves[tag] = (node, path)
        return tag


class _Template:
    """Writes one template; collects imports, definitions and names on the way."""

    def __init__(self, step: ir.StepOf, origin: str) -> None:
        self.step = step
        self.origin = origin
        self.imports: set[str] = set()
        self.names = Names(taken=set(RESERVED | step.names))
        self.types = Types(self.use, CAPTURING)
        self.absent: dict[ir.ParameterOf | ir.ContextOf, str] = {}
        self.misfits: dict[str, tuple[ir.Call, cue.Expr]] = {}

    def use(self, package: str) -> cue.Expr:
        """A reference to `package`, which is imported from now on."""
        self.imports.add(PACKAGES.get(package, package))
        return cue.Ref(package.rsplit("/", 1)[-1])

    def file(self) -> cue.File:
        """The whole template."""
        body = self.guarded_step()
        parameter = self.types.parameter(self.step.python)
        definitions = list(self.types.definitions())
        doc = (
            f"{self.step.name}: {self.step.class_name} in {self.origin}, compiled by velasdk.",
            "Change the class and compile again, not this text.",
        )
        return cue.File(tuple(sorted(self.imports)), (*definitions, cue.Blank(), *body, cue.Blank(), parameter), doc)

    def guarded_step(self) -> list[cue.Decl]:
        """Everything but definitions and parameters, under the guard of the parameters where there are any."""
        values = Values(self.use, self.absent_name)
        body = self.keyed(values) if self.step.reads_key else self.node(self.step.body, values)
        bindings: list[cue.Decl] = []
        for value, name in self.absent.items():
            root = cue.Ref("parameter" if isinstance(value, ir.ParameterOf) else "context")
            bindings.append(cue.Field(name, _or_null(cue.Select(root, value.name))))
        body = [*bindings, *body]
        if not fields(self.step.python):
            return body
        marshal = cue.Call(cue.Select(self.use("json"), "Marshal"), (cue.Ref("parameter"),))
        complete = cue.Binary("!=", _or(marshal, cue.Lit("")), cue.Lit(""))
        name, refusal = self.names.fresh("parametersFit"), self.names.fresh("parametersMisfit")
        return [
            cue.Field(name, complete, doc=("With a missing or wrongly typed parameter nothing is sent.",)),
            _if(cue.Unary("!", cue.Ref(name)), [self.builtin(refusal, "Fail", message=cue.Lit(PARAMETERS_MESSAGE))]),
            _if(cue.Ref(name), body),
        ]

    def absent_name(self, value: ir.ParameterOf | ir.ContextOf) -> str:
        """The field that holds an optional parameter, or null."""
        if value not in self.absent:
            self.absent[value] = self.names.fresh(value.name)
        return self.absent[value]

    def keyed(self, values: Values) -> list[cue.Decl]:
        """The step, executed only once the run's own status shows its id: an id that is not stored can change."""
        run, steps, recorded, unrecorded = map(self.names.fresh, ("run", "steps", "recorded", "unrecorded"))
        app = cue.Binary("&", cue.Select(cue.Ref("context"), "appName"), cue.Ref("string"))
        in_application = cue.Binary("!=", app, cue.Bottom())
        identity = cue.StructLit(
            (
                cue.Field("apiVersion", _choice(in_application, "core.oam.dev/v1beta1", "core.oam.dev/v1alpha1")),
                cue.Field("kind", _choice(in_application, "Application", "WorkflowRun")),
                cue.Field(
                    "metadata",
                    cue.StructLit(
                        (
                            cue.Field("name", cue.Select(cue.Ref("context"), "name")),
                            cue.Field("namespace", cue.Select(cue.Ref("context"), "namespace")),
                        ),
                        inline=True,
                    ),
                ),
            )
        )
        read = self.call(run, cue.Select(self.use("kube"), "#Read"), (cue.Field("value", identity),))
        status = cue.Select(cue.Select(cue.Select(cue.Ref(run), "$returns"), "value"), "status")
        lists = [cue.Select(cue.Select(status, "workflow"), "steps"), cue.Select(status, "steps")]
        any_list = cue.ListLit((cue.Ellipsis(),))
        found = [_item((cue.If(_is(steps_, any_list)),), steps_) for steps_ in lists]
        known = cue.Select(cue.Ref("context"), "stepSessionID")
        step, sub_step = "step", "subStep"
        shown = cue.ListLit(
            (
                _item((cue.For(None, step, cue.Ref(steps)), cue.If(_is(_id(step), known))), cue.Lit(True)),
                _item(
                    (
                        cue.For(None, step, cue.Ref(steps)),
                        cue.If(_is(cue.Select(cue.Ref(step), "subSteps"), any_list)),
                        cue.For(None, sub_step, cue.Select(cue.Ref(step), "subSteps")),
                        cue.If(_is(_id(sub_step), known)),
                    ),
                    cue.Lit(True),
                ),
                cue.Lit(False),
            ),
            multiline=True,
        )
        value_read = cue.Binary("!=", cue.Select(cue.Select(cue.Ref(run), "$returns"), "value"), cue.Bottom())
        body = self.node(self.step.body, values)
        wait = self.builtin(unrecorded, "ConditionalWait", go_on=False, message=cue.Lit(UNRECORDED_MESSAGE))
        doc = ("The id of this step is an idempotency key once the run's own status shows it, also in a group.",)
        read = cue.Field(read.label, read.value, doc=doc)
        return [
            read,
            _if(
                value_read,
                [
                    cue.Field(steps, cue.Index(cue.ListLit((*found, cue.ListLit(())), multiline=True), cue.Lit(0))),
                    cue.Field(recorded, cue.Index(shown, cue.Lit(0))),
                    _if(cue.Unary("!", cue.Ref(recorded)), [wait]),
                    _if(cue.Ref(recorded), body),
                ],
            ),
        ]

    def node(self, node: ir.Node, values: Values) -> list[cue.Decl]:
        """The declarations for `node` where the tests that `values` knows hold."""
        match node:
            case ir.Return(action=action, tag=tag):
                return self.action(action, self.names.fresh(tag), values)
            case ir.Call() if not any(True for value in _values_of(node) for _ in safety.hazards(value)):
                return self.send(node, values)
            case ir.Let(variable=variable, value=value, then=then) if not any(safety.hazards(value)):
                bound = [cue.Field(variable.name, values.expr(value))] if safety.occurs(variable, then) else []
                return [*bound, *self.node(then, values)]
            case _:
                return self.decide(node, values)

    def leaf(self, node: ir.Node, tag: str, values: Values) -> list[cue.Decl]:
        """What a path ends in; that it can be computed is decided."""
        match node:
            case ir.Call():
                return self.send(node, values)
            case ir.Return(action=action):
                return self.action(action, tag, values)
            case _:
                return self.node(node, values)

    def send(self, call: ir.Call, values: Values) -> list[cue.Decl]:
        """A request, and under the guard that its answer has come, what that means."""
        request: list[cue.Decl] = [cue.Field("timeout", cue.Lit(call.timeout))]
        headers, body = self.content(call, values)
        if headers:
            request.append(cue.Field("header", cue.StructLit(tuple(headers), short=len(headers) == 1)))
        if body is not None:
            request.append(cue.Field("body", body))
        params = (
            cue.Field("method", cue.Lit(call.method)),
            cue.Field("url", self.address(call, values)),
            cue.Field("request", cue.StructLit(tuple(request), short=len(request) == 1)),
        )
        returns = cue.Select(cue.Ref(call.label), "$returns")
        status = cue.Select(returns, "statusCode")
        unmarshal = cue.Select(self.use("json"), "Unmarshal")
        received = cue.Call(unmarshal, (cue.Select(returns, "body"),))
        self.misfits[call.misfit.name] = (call, received)
        # Through JSON once more: what comes back is plain data with the defaults filled in, or null, and no error.
        fitted = cue.Binary("&", received, cue.Ref(self.types.name(call.reply)))
        reply = cue.Call(unmarshal, (cue.Call(cue.Select(cue.Ref("json"), "Marshal"), (fitted,)),))
        answered: list[cue.Decl] = [
            cue.Field(call.status.name, status),
            cue.Field(call.variable.name, _or_null(reply)),
            *self.node(call.then, values),
        ]
        operation = self.call(call.label, cue.Select(self.use("http"), "#HTTPDo"), params)
        return [operation, _if(cue.Binary("!=", status, cue.Bottom()), answered)]

    def content(self, call: ir.Call, values: Values) -> tuple[list[cue.Decl], cue.Expr | None]:
        """The headers and the body of a request."""
        headers = {name: values.expr(value) for name, value in call.headers}
        body: cue.Expr | None = None
        kind = ""
        if call.json is not None:
            body, kind = (
                cue.Call(cue.Select(self.use("json"), "Marshal"), (values.wire(call.json),)),
                "application/json",
            )
        elif call.text is not None:
            body, kind = values.expr(call.text), "text/plain; charset=utf-8"
        elif call.form:
            body, kind = self.encoded(call.form, values), "application/x-www-form-urlencoded"
        if kind and not any(name.lower() == "content-type" for name in headers):
            headers = {"Content-Type": cue.Lit(kind), **headers}
        return [cue.Field(name, value, quoted=True) for name, value in headers.items()], body

    def address(self, call: ir.Call, values: Values) -> cue.Expr:
        """The URL with its query."""
        if not call.query:
            return values.expr(call.url)
        joint = "&" if isinstance(call.url, ir.Const) and "?" in str(call.url.value) else "?"
        return cue.Interpolation((values.expr(call.url), joint, self.encoded(call.query, values)))

    def encoded(self, pairs: tuple[tuple[str, ir.Expr], ...], values: Values) -> cue.Expr:
        """`a=1&b=2`, percent-encoded."""
        parts: list[str | cue.Expr] = []
        for name, value in pairs:
            text = cue.Interpolation((values.expr(value),))
            escape = cue.Select(self.use("net"), "QueryEscape")
            parts += ["&" if parts else "", cue.Call(escape, (cue.Lit(name),)), "=", cue.Call(escape, (text,))]
        return cue.Interpolation(tuple(part for part in parts if part != ""))

    def decide(self, node: ir.Node, values: Values) -> list[cue.Decl]:
        """A region without requests: one list that names the path taken, then the action of each path."""
        decision = _Decision()
        decision.entries = self.entries(node, values, decision)
        name = self.names.fresh("decision")
        items: list[cue.ListItem] = [
            _item(values.clauses(chain), cue.Lit(tag)) if chain else cue.Lit(tag) for chain, tag in decision.entries
        ]
        if decision.entries[-1][0]:
            undecided = self.names.fresh("undecided")
            items.append(cue.Lit(undecided))
            fail = ir.MessageOf("Fail", ir.Const(UNDECIDED_MESSAGE, type=Str(), span=self.step.span))
            decision.leaves[undecided] = (ir.Return(fail, undecided, self.step.span), values.known)
        found = cue.Index(cue.ListLit(tuple(items), multiline=True), cue.Lit(0))
        order = list(dict.fromkeys([*(tag for _, tag in decision.entries), *decision.leaves]))
        done = [f'"{tag}"' for tag in order if _continues(decision.leaves[tag][0])]
        doc = (f"After {' or '.join(done)} nothing is left to do: the step succeeds.",) if done else ()
        declared: list[cue.Decl] = [*decision.bindings, cue.Field(name, found, doc=doc)]
        for tag, (leaf, known) in sorted(decision.leaves.items(), key=lambda found: order.index(found[0])):
            if _continues(leaf):
                continue
            known |= frozenset(test for value in _values_of(leaf) for test in safety.needs(value))
            inner = self.leaf(leaf, tag, values.knowing(known))
            declared.append(_if(cue.Binary("==", cue.Ref(name), cue.Lit(tag)), inner))
        return declared

    def entries(
        self, node: ir.Node, values: Values, decision: _Decision, path: frozenset[ir.Expr] = frozenset()
    ) -> list[tuple[safety.Chain, str]]:
        """The ways through `node`, in order: the first whose chain holds is taken. `path` is what holds where it ends.

        A way needs no test of what the ways before it left over, but one that lets the step go on is tested all the same:
        the last entry of a decision is always a refusal.
        """
        before = [
            (values.unknown(chain), self.refusal(fault, decision))
            for value in _values_of(node)
            for chain, fault in safety.hazards(value)
        ]
        match node:
            case ir.Return() | ir.Call():
                return [*before, ((), decision.tag(node, path, self.names))]
            case ir.Let(variable=variable, value=value, then=then):
                if safety.occurs(variable, then):
                    decision.bindings.append(cue.Field(variable.name, values.safe(value)))
                return [*before, *self.entries(then, values, decision, path)]
            case ir.Branch(test=test, then=then, otherwise=otherwise):
                chains = values.alternatives(test)
                ways = self.entries(then, values, decision, path | _facts(test, holds=True))
                taken = [(safety.merged([chain, rest]), tag) for chain in chains for rest, tag in ways]
                left: list[tuple[safety.Chain, str]] = []
                for chain, tag in self.entries(otherwise, values, decision, path | _facts(test, holds=False)):
                    tested = [chain] if chain or _refuses(decision.leaves[tag][0]) else values.alternatives(test, False)
                    left += [(one, tag) for one in tested]
                return [*before, *taken, *left]
            case ir.Switch(subject=subject, cases=cases, enum=enum, span=span):
                name = enum.__name__
                bound = ir.Variable(self.names.fresh(name[:1].lower() + name[1:]), type=subject.type, span=span)
                decision.bindings.append(cue.Field(bound.name, values.safe(subject)))
                ways = []
                for member, case in cases:
                    test = ir.Compare(
                        "==", bound, ir.Const(member, type=subject.type, span=span), type=Bool(), span=span
                    )
                    inner = self.entries(case, values, decision, path | frozenset(safety.needs(subject)))
                    ways += [(safety.merged([(test,), rest]), tag) for rest, tag in inner]
                return [*before, *ways]

    def refusal(self, fault: ir.Expr, decision: _Decision) -> str:
        """The tag of a path on which `fault` cannot be computed."""
        tag = self.names.fresh("uncomputable")
        message = ir.Const(uncomputable(fault.span.file.name, fault.span.line), type=Str(), span=fault.span)
        decision.leaves[tag] = (ir.Return(ir.MessageOf("Fail", message), tag, fault.span), frozenset())
        return tag

    def action(self, action: ir.ActionOf, tag: str, values: Values) -> list[cue.Decl]:
        """What the engine is told; a Continue tells it nothing."""
        match action:
            case ir.ContinueOf():
                return []
            case ir.MessageOf(kind=kind, message=message):
                named = self.named_misfit(message, values)
                if kind == "Wait":
                    return [*named, self.builtin(tag, "ConditionalWait", go_on=False, message=values.expr(message))]
                return [*named, self.builtin(tag, kind, message=values.expr(message))]
            case ir.SuspendOf(label=label, succeed=succeed, duration=duration):
                suspend = self.builtin(label, "Suspend", duration=duration)
                if succeed:
                    return [suspend]
                recheck = self.names.fresh("recheck")
                wait = self.builtin(recheck, "ConditionalWait", go_on=False, message=cue.Lit(still(label)))
                # Once resumed the Suspend is passed over, and what follows it must hold until the answer changes.
                return [suspend, wait]

    def named_misfit(self, message: ir.Expr, values: Values) -> list[cue.Decl]:
        """The path of the first field that does not fit, where `message` tells it."""
        for name, (call, received) in self.misfits.items():
            if safety.mentions(message, ir.Variable(name, type=Str(), span=message.span)):
                body = self.names.fresh("received")
                found = [*self.misfit_tests(call.reply, cue.Ref(body), ""), cue.Lit(THE_BODY)]
                not_object = cue.Binary("==", cue.Binary("&", cue.Ref(body), _OBJECT), cue.Bottom())
                first = _item((cue.If(not_object),), cue.Lit(THE_BODY))
                return [
                    cue.Field(body, _or_null(received)),
                    cue.Field(name, cue.Index(cue.ListLit((first, *found), multiline=True), cue.Lit(0))),
                ]
        return []

    def misfit_tests(self, model: type[BaseModel], value: cue.Expr, prefix: str) -> list[cue.ListItem]:
        """One guarded path for each field of `model`, in the order in which the reader looks at them."""
        found: list[cue.ListItem] = []
        for one in fields(model):
            path, given = f"{prefix}{one.wire}", cue.Select(value, one.wire)
            present = cue.If(cue.Binary("!=", given, cue.Bottom()))
            inner = without_null(one.type)
            if isinstance(inner, ModelOf):
                nested = self.misfit_tests(inner.python, given, f"{path}.")
                is_object = cue.If(cue.Binary("!=", cue.Binary("&", given, _OBJECT), cue.Bottom()))
                found += [_within((is_object,), item) for item in nested]
            schema = cue.Select(cue.Ref(self.types.name(model)), one.wire)
            unfit = self.unfit(given, schema, one)
            found.append(_item((cue.If(unfit),) if one.required else (present, cue.If(unfit)), cue.Lit(path)))
        return found

    def unfit(self, given: cue.Expr, schema: cue.Expr, one: FieldOf) -> cue.Expr:
        """Whether a field is not of its type: by conflict, for what has parts by being incomplete too."""
        fitted = cue.Binary("&", given, schema)
        if not any(True for _ in models_in(one.type)) and not isinstance(without_null(one.type), (ListOf, DictOf)):
            return cue.Binary("==", fitted, cue.Bottom())
        marshal = cue.Call(cue.Select(self.use("json"), "Marshal"), (fitted,))
        return cue.Binary("==", _or(marshal, cue.Lit("")), cue.Lit(""))

    def call(self, label: str, operation: cue.Expr, params: tuple[cue.Field, ...]) -> cue.Field:
        """A provider call as the builtin dialect writes it."""
        short = len(params) == 1
        wrapped = cue.Field("$params", cue.StructLit(params, short=short))
        return cue.Field(label, cue.Binary("&", operation, cue.StructLit((wrapped,), hugs=True)))

    def builtin(
        self,
        label: str,
        operation: str,
        *,
        go_on: bool | None = None,
        message: cue.Expr | None = None,
        duration: str | None = None,
    ) -> cue.Field:
        """A call of one of the engine's own verbs."""
        params: list[cue.Field] = []
        if go_on is not None:
            params.append(cue.Field("continue", cue.Lit(go_on)))
        if message is not None:
            params.append(cue.Field("message", message))
        if duration is not None:
            params.append(cue.Field("duration", cue.Lit(duration)))
        verb = cue.Select(self.use("builtin"), f"#{operation}")
        if not params:
            return cue.Field(label, verb, quoted=True)
        wrapped = cue.Field("$params", cue.StructLit(tuple(params), inline=True, short=len(params) == 1))
        return cue.Field(
            label, cue.Binary("&", verb, cue.StructLit((wrapped,), inline=True)), quoted=operation == "Suspend"
        )


def _values_of(node: ir.Node) -> tuple[ir.Expr, ...]:
    """The expressions that `node` itself evaluates, in order."""
    match node:
        case ir.Return(action=ir.MessageOf(message=message)):
            return (message,)
        case ir.Return(action=ir.ContinueOf(outputs=outputs)) if outputs is not None:
            return (outputs,)
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


def _facts(test: ir.Expr, holds: bool) -> frozenset[ir.Expr]:
    """The tests against None that hold once `test` is decided."""
    known = facts(test, holds)
    return frozenset(safety.negated(ir.IsNone(value, type=Bool(), span=value.span)) for value in known)


def _refuses(node: ir.Node) -> bool:
    return isinstance(node, ir.Return) and isinstance(node.action, ir.MessageOf) and node.action.kind == "Fail"


def _continues(node: ir.Node) -> bool:
    return isinstance(node, ir.Return) and node.action == ir.ContinueOf()


def _if(test: cue.Expr, body: list[cue.Decl]) -> cue.Comprehension:
    return cue.Comprehension((cue.If(test),), cue.StructLit(tuple(body)))


def _item(clauses: tuple[cue.For | cue.If, ...], value: cue.Expr) -> cue.Comprehension:
    return cue.Comprehension(clauses, cue.StructLit((cue.Embed(value),), inline=True))


def _within(clauses: tuple[cue.For | cue.If, ...], item: cue.ListItem) -> cue.ListItem:
    assert isinstance(item, cue.Comprehension)
    return cue.Comprehension((*clauses, *item.clauses), item.body)


def _or(value: cue.Expr, fallback: cue.Expr) -> cue.Expr:
    """`*value | fallback`: the fallback where `value` is an error."""
    return cue.Binary("|", cue.Unary("*", value), fallback)


def _or_null(value: cue.Expr) -> cue.Expr:
    return _or(value, cue.Lit(None))


def _is(value: cue.Expr, constraint: cue.Expr) -> cue.Expr:
    """Whether `value` is there and fits: false, never an error."""
    return cue.Binary("!=", cue.Binary("&", value, constraint), cue.Bottom())


def _id(name: str) -> cue.Expr:
    return cue.Select(cue.Ref(name), "id")


def _choice(test: cue.Expr, then: str, otherwise: str) -> cue.Expr:
    return cue.Index(cue.ListLit((_item((cue.If(test),), cue.Lit(then)), cue.Lit(otherwise))), cue.Lit(0))
