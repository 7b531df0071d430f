"""One step as one template: parameter guard, step id, request, decision, actions; and the parameters it takes.

Every condition in it is total, so that no answer of an API makes the template an error: on the engines an error is, sooner
or later, an approval. Nesting keeps what reads a value behind the test that it is there.
"""

from __future__ import annotations

from collections import Counter

from pydantic import BaseModel

from .. import cue, ir, safety
from ..actions import still, unopened
from ..dialects import Dialect
from ..lower.scope import CAPTURING, RESERVED, Names
from ..numbers import DIGITS, STRING, TOO_LONG, has_numbers
from ..paths import calls, outputs_model
from ..printer import render, render_placed
from ..schema import Str, fields
from .connection import connected
from .decision import Block, Decision, continues, evaluated, is_undecided
from .forms import fallback, first, fits, guarded, item_if, member, or_null, path
from .memory import Memory
from .misfit import first_misfit
from .operations import Operations
from .origins import Origin, Origins
from .request import header, parameters
from .step_id import once_recorded
from .types import Types
from .values import Values

PARAMETERS_MESSAGE = "a parameter is missing or has a wrong type"

PACKAGES = {
    "json": "encoding/json",
    "base64": "encoding/base64",
    "builtin": "vela/builtin",
    "http": "vela/http",
    "kube": "vela/kube",
    "op": "vela/op",
    "hex": "encoding/hex",
    "hmac": "crypto/hmac",
}
"""Where the packages come from that are not imported under their own name."""


def emit(step: ir.StepOf, origin: str, dialect: Dialect) -> str:
    """The template of `step` in `dialect`; `origin` is where its class is written, relative to the project."""
    return render(_Template(step, origin, dialect).file())


def emit_placed(step: ir.StepOf, origin: str, dialect: Dialect) -> tuple[str, tuple[Origin | None, ...]]:
    """The same text, and for each line of it what it was written for; None for what every step has."""
    template = _Template(step, origin, dialect, Origins(wanted=True))
    text, lines = render_placed(template.file())
    known = [None, *template.origins.numbers]
    return text, tuple(known[number] for number in lines)


class _Template:
    """Writes one template; collects imports, definitions and names on the way."""

    def __init__(self, step: ir.StepOf, origin: str, dialect: Dialect, origins: Origins | None = None) -> None:
        self.step = step
        self.origin = origin
        self.origins = origins or Origins()
        self.imports: set[str] = set()
        self.names = Names(taken=set(RESERVED | step.names))
        self.types = Types(self.use, CAPTURING)
        self.operations = Operations(self.use, dialect)
        self.absent: dict[ir.ParameterOf | ir.ContextOf, str] = {}
        self.sent: dict[str, ir.Call] = {}
        self.blocks: Counter[str] = Counter()
        self.texts: dict[str, cue.Expr] = {}
        self.received: dict[str, tuple[type[BaseModel], cue.Expr]] = {}
        self.resume = ""
        self.memory = Memory(self.use, self.operations, self.names) if any(call.once for call in calls(step.body)) else None

    def use(self, package: str) -> cue.Expr:
        """A reference to `package`, which is imported from now on."""
        self.imports.add(PACKAGES.get(package, package))
        return cue.Ref(package)

    def file(self) -> cue.File:
        """The whole template."""
        body = self.with_parameters(self.with_step_id())
        parameter = self.origins.of_model(self.step.python, self.types.parameter(self.step.python))
        definitions = [self.origins.of_model(model, decl) for model, decl in self.types.definitions()]
        doc = (
            f"{self.step.name}: {self.step.class_name} in {self.origin}, compiled by velasdk.",
            "Change the class and compile again, not this text.",
        )
        written = (*definitions, cue.Blank(), *body, cue.Blank(), *self.outputs(), parameter)
        return cue.File(tuple(sorted(self.imports)), written, doc)

    def outputs(self) -> list[cue.Decl]:
        """The outputs of a step that has not succeeded: without them the engine shows an error instead of the message."""
        model = outputs_model(self.step.body)
        named = [field.wire for field in fields(model)] if model is not None else []
        unset = cue.Binary("|", cue.Unary("*", cue.Lit(None)), cue.Ref("_"))
        items = tuple(cue.Field(name, unset, quoted=name in CAPTURING) for name in named)
        doc = ("What later steps read: null unless the step succeeds.",)
        return [cue.Field("output", cue.StructLit(items), doc=doc), cue.Blank()] if items else []

    def with_step_id(self) -> list[cue.Decl]:
        """The step, under the guard of its id where that is sent."""
        body = self.node(self.step.body, Values(self.use, self.absent_name), Block())
        bindings: list[cue.Decl] = []
        for value, name in self.absent.items():
            if isinstance(value, ir.ParameterOf):
                bindings.append(cue.Field(name, or_null(path("parameter", value.name))))
            else:  # what a run has not is absent from its context, or an empty string there
                known = path("context", value.name)
                given = item_if(fits(known, cue.Unary("!=", cue.Lit(""))), known)
                bindings.append(cue.Field(name, first((given, cue.Lit(None)))))
        body = [*bindings, *body]
        if self.memory is not None:
            body = self.memory.opened(body)
        for connection in reversed(self.step.connections):
            opened = connected(connection, self.use, self.operations, self.names, body)
            body = self.origins.of((self.step.python, connection.parameter), opened)
        return once_recorded(self.operations, self.names, body, self.resume) if self.step.reads_key else body

    def with_parameters(self, body: list[cue.Decl]) -> list[cue.Decl]:
        """`body` under the guard that the parameters are complete and well typed, where there are any."""
        if not fields(self.step.python):
            return body
        bounds = self.types.bounds(self.step.python)
        given = cue.Binary("&", cue.Ref("parameter"), bounds) if bounds is not None else cue.Ref("parameter")
        marshal = cue.Call(cue.Select(self.use("json"), "Marshal"), (given,))
        text = fallback(marshal, cue.Lit(""))
        written: list[cue.Decl] = []
        doc: tuple[str, ...] = ("With a missing or wrongly typed parameter nothing is sent.",)
        if numbers := has_numbers(self.step.python):
            field = self.names.fresh("parametersText")
            written = [cue.Field(field, text, doc=(*doc, f"Integers of more than {DIGITS} digits do not arrive as they are."))]
            text, doc = cue.Ref(field), ()
        complete = cue.Binary("!=", text, cue.Lit(""))
        if numbers:
            replace_all = cue.Select(self.use("regexp"), "ReplaceAll")
            bare = cue.Call(replace_all, (cue.Lit(STRING), text, cue.Lit("")))
            complete = cue.Binary("&&", complete, cue.Binary("!~", bare, cue.Lit(TOO_LONG)))
        name, refusal = self.names.fresh("parametersFit"), self.names.fresh("parametersMisfit")
        return [
            *written,
            cue.Field(name, complete, doc=doc),
            guarded(cue.Unary("!", cue.Ref(name)), [self.operations.fail(refusal, cue.Lit(PARAMETERS_MESSAGE))]),
            guarded(cue.Ref(name), body),
        ]

    def absent_name(self, value: ir.ParameterOf | ir.ContextOf) -> str:
        """The field that holds an optional parameter, or null."""
        if value not in self.absent:
            self.absent[value] = self.names.fresh(value.name)
        return self.absent[value]

    def resumed(self) -> cue.Expr:
        """Whether somebody has resumed the step since it was suspended."""
        self.resume = self.resume or self.names.fresh("resumed")
        return cue.Ref(self.resume)

    def block(self, hint: str) -> Block:
        """What follows an answer: counted where the same request stands on several ways."""
        self.blocks[hint] += 1
        return Block(hint, hint if self.blocks[hint] == 1 or not hint else f"{hint}{self.blocks[hint]}")

    def node(self, node: ir.Node, values: Values, within: Block) -> list[cue.Decl]:
        """The declarations for `node` where the tests that `values` knows hold, and `within` was answered last."""
        computable = not any(any(safety.hazards(value)) for value in evaluated(node))
        match node:
            case ir.Return(action=action, tag=tag) if computable:
                return self.origins.of(node.span, self.action(action, self.names.fresh(within.prefixed(tag)), values, within))
            case ir.Call() if computable:
                return self.send(node, values)
            case ir.Decode(variable=variable, then=then):
                return [cue.Field(variable.name, self.decoded(node)), *self.node(then, values, within)]
            case ir.Let(variable=variable, value=value, then=then) if computable:
                bound = [cue.Field(variable.name, values.bound(value))] if safety.occurs(variable, then) else []
                return [*self.origins.of(value.span, bound), *self.node(then, values, within)]
            case _:
                return self.decide(node, values, within)

    def decide(self, node: ir.Node, values: Values, within: Block) -> list[cue.Decl]:
        """A decision, and under a guard each what its ends do."""
        decision = Decision(values, self.names, within, self.decoded, self.origins)
        declared = decision.decide(node)
        name = str(declared[-1].label) if isinstance(declared[-1], cue.Field) else ""
        for tag, (end, known) in decision.ends.items():
            needed = frozenset(test for value in evaluated(end) for test in safety.needs(value))
            inner = values.knowing(known | needed)
            if isinstance(end, ir.Call):
                body = self.send(end, inner)
            elif continues(end):
                continue
            else:
                body = self.action(end.action, tag, inner, within)
            ended = [guarded(cue.Binary("==", cue.Ref(name), cue.Lit(tag)), body)]
            declared += ended if is_undecided(end) else self.origins.of(end.span, ended)
        return declared

    def send(self, call: ir.Call, values: Values) -> list[cue.Decl]:
        """A request, and under the guard that its answer has come, what that means."""
        returned = self.operations.answer(call.label)
        self.sent[call.label] = call
        before, given = parameters(call, values, self.operations, self.names)
        answered = [*self.answer(call.answer, returned, call.then), *self.node(call.then, values, self.block(call.name))]
        operation = self.operations.call(call.label, "http", "HTTPDo", *given)
        sent: list[cue.Decl] = [
            *before,
            operation,
            guarded(cue.Binary("!=", member(returned, "statusCode"), cue.Bottom()), answered),
        ]
        if call.once is None or self.memory is None:
            return self.origins.of(call.span, sent)
        known = self.names.fresh(f"{call.name}-answer")
        after = [
            *self.answer(call.once.answer, cue.Ref(known), call.once.then, True),
            *self.node(call.once.then, values, self.block(call.once.hint)),
        ]
        return self.origins.of(call.span, self.memory.either(call, call.once, known, sent, after))

    def answer(self, answer: ir.Answer, given: cue.Expr, then: ir.Node, remembered: bool = False) -> list[cue.Decl]:
        """The fields for what is read of an answer, or of a `remembered` one."""
        self.texts[answer.text.name] = member(given, "body")
        found: list[cue.Decl] = []
        if safety.occurs(answer.status, then):
            found.append(cue.Field(answer.status.name, member(given, "statusCode")))
        if safety.occurs(answer.text, then):
            found.append(cue.Field(answer.text.name, member(given, "body")))
        for name, variable in answer.headers:
            kept = or_null(cue.Index(member(given, "header"), cue.Lit(name)))
            found.append(cue.Field(variable.name, kept if remembered else header(self.use, given, name)))
        return found

    def decoded(self, decode: ir.Decode) -> cue.Expr:
        """A body as a model: through JSON once more it is plain data with the defaults, or null, and never an error."""
        marshal, unmarshal = (cue.Select(self.use("json"), name) for name in ("Marshal", "Unmarshal"))
        received = cue.Call(unmarshal, (self.texts[decode.source],))
        self.received[decode.misfit.name] = (decode.model, received)
        fitted = cue.Call(marshal, (cue.Binary("&", received, cue.Ref(self.types.name(decode.model))),))
        return or_null(cue.Call(unmarshal, (fitted,)))

    def action(self, action: ir.ActionOf, label: str, values: Values, within: Block) -> list[cue.Decl]:
        """What the engine is told; a Continue tells it nothing."""
        match action:
            case ir.ContinueOf(outputs=outputs) if outputs is not None:
                # Plain data by way of JSON: a default, of a parameter say, does not unify with that of an unset output.
                marshal, unmarshal = (cue.Select(self.use("json"), name) for name in ("Marshal", "Unmarshal"))
                return [cue.Field("output", cue.Call(unmarshal, (cue.Call(marshal, (values.wire(outputs),)),)))]
            case ir.ContinueOf():
                return []
            case ir.KeepOf(label=asked):
                call = self.sent[asked]
                assert self.memory is not None and call.once is not None
                return self.memory.kept(call, call.once, label)
            case ir.MessageOf(kind=kind, message=message):
                write = {"Fail": self.operations.fail, "Wait": self.operations.wait}[kind]
                return [*self.misfit(message, within), write(label, values.expr(message))]
            case ir.SuspendOf(label=contract, succeed=succeed, duration=duration):
                if succeed and duration is not None:  # the engine passes over it when the time is up, and not before
                    return [self.operations.suspend(contract, duration)]
                # Once resumed the Suspend is passed over; what follows it holds until the answer changes or, where a
                # resume overrides the answer, unless there was one.
                recheck = self.names.fresh(within.prefixed("recheck"))
                held = cue.Lit(unopened(contract) if succeed else still(contract))
                until = self.resumed() if succeed else None
                wait = self.operations.wait(recheck, held, order=2, until=until)
                return [self.operations.suspend(contract, duration), wait]

    def misfit(self, message: ir.Expr, within: Block) -> list[cue.Decl]:
        """The path of the first field that does not fit, where `message` tells it."""
        for name, (model, received) in self.received.items():
            if safety.mentions(message, ir.Variable(name, type=Str(), span=message.span)):
                body = self.names.fresh(within.prefixed("received"))
                tests = first_misfit(model, body, self.types)
                return [cue.Field(body, or_null(received)), cue.Field(name, tests)]
        return []
