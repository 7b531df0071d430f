"""One step as one template: parameter guard, step id, request, decision, actions; and the parameters it takes.

Every condition in it is total, so that no answer of an API makes the template an error: on the engines an error is, sooner
or later, an approval. Nesting keeps what reads a value behind the test that it is there.
"""

from __future__ import annotations

from .. import cue, ir, safety
from ..actions import still
from ..lower.scope import CAPTURING, RESERVED, Names
from ..printer import render
from ..schema import Str, fields
from .decision import Decision, continues, evaluated
from .forms import fallback, first, fits, guarded, item_if, or_null, path
from .misfit import first_misfit
from .operations import Operations
from .request import parameters
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
}
"""Where the packages come from that are not imported under their own name."""


def emit(step: ir.StepOf, origin: str) -> str:
    """The template of `step`; `origin` is where its class is written, relative to the project."""
    return render(_Template(step, origin).file())


class _Template:
    """Writes one template; collects imports, definitions and names on the way."""

    def __init__(self, step: ir.StepOf, origin: str) -> None:
        self.step = step
        self.origin = origin
        self.imports: set[str] = set()
        self.names = Names(taken=set(RESERVED | step.names))
        self.types = Types(self.use, CAPTURING)
        self.operations = Operations(self.use)
        self.absent: dict[ir.ParameterOf | ir.ContextOf, str] = {}
        self.received: dict[str, tuple[ir.Call, cue.Expr]] = {}

    def use(self, package: str) -> cue.Expr:
        """A reference to `package`, which is imported from now on."""
        self.imports.add(PACKAGES.get(package, package))
        return cue.Ref(package)

    def file(self) -> cue.File:
        """The whole template."""
        body = self.with_parameters(self.with_step_id())
        parameter = self.types.parameter(self.step.python)
        definitions = list(self.types.definitions())
        doc = (
            f"{self.step.name}: {self.step.class_name} in {self.origin}, compiled by velasdk.",
            "Change the class and compile again, not this text.",
        )
        return cue.File(tuple(sorted(self.imports)), (*definitions, cue.Blank(), *body, cue.Blank(), parameter), doc)

    def with_step_id(self) -> list[cue.Decl]:
        """The step, under the guard of its id where that is sent."""
        body = self.node(self.step.body, Values(self.use, self.absent_name))
        bindings: list[cue.Decl] = []
        for value, name in self.absent.items():
            if isinstance(value, ir.ParameterOf):
                bindings.append(cue.Field(name, or_null(path("parameter", value.name))))
            else:  # what a run has not is absent from its context, or an empty string there
                known = path("context", value.name)
                given = item_if(fits(known, cue.Unary("!=", cue.Lit(""))), known)
                bindings.append(cue.Field(name, first((given, cue.Lit(None)))))
        body = [*bindings, *body]
        return once_recorded(self.operations, self.names, body) if self.step.reads_key else body

    def with_parameters(self, body: list[cue.Decl]) -> list[cue.Decl]:
        """`body` under the guard that the parameters are complete and well typed, where there are any."""
        if not fields(self.step.python):
            return body
        bounds = self.types.bounds(self.step.python)
        given = cue.Binary("&", cue.Ref("parameter"), bounds) if bounds is not None else cue.Ref("parameter")
        marshal = cue.Call(cue.Select(self.use("json"), "Marshal"), (given,))
        complete = cue.Binary("!=", fallback(marshal, cue.Lit("")), cue.Lit(""))
        name, refusal = self.names.fresh("parametersFit"), self.names.fresh("parametersMisfit")
        return [
            cue.Field(name, complete, doc=("With a missing or wrongly typed parameter nothing is sent.",)),
            guarded(cue.Unary("!", cue.Ref(name)), [self.operations.fail(refusal, cue.Lit(PARAMETERS_MESSAGE))]),
            guarded(cue.Ref(name), body),
        ]

    def absent_name(self, value: ir.ParameterOf | ir.ContextOf) -> str:
        """The field that holds an optional parameter, or null."""
        if value not in self.absent:
            self.absent[value] = self.names.fresh(value.name)
        return self.absent[value]

    def node(self, node: ir.Node, values: Values) -> list[cue.Decl]:
        """The declarations for `node` where the tests that `values` knows hold."""
        computable = not any(any(safety.hazards(value)) for value in evaluated(node))
        match node:
            case ir.Return(action=action, tag=tag) if computable:
                return self.action(action, self.names.fresh(tag), values)
            case ir.Call() if computable:
                return self.send(node, values)
            case ir.Let(variable=variable, value=value, then=then) if computable:
                bound = [cue.Field(variable.name, values.bound(value))] if safety.occurs(variable, then) else []
                return [*bound, *self.node(then, values)]
            case _:
                return self.decide(node, values)

    def decide(self, node: ir.Node, values: Values) -> list[cue.Decl]:
        """A decision, and under a guard each what its ends do."""
        decision = Decision(values, self.names)
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
                body = self.action(end.action, tag, inner)
            declared.append(guarded(cue.Binary("==", cue.Ref(name), cue.Lit(tag)), body))
        return declared

    def send(self, call: ir.Call, values: Values) -> list[cue.Decl]:
        """A request, and under the guard that its answer has come, what that means."""
        status, body = path(call.label, "$returns", "statusCode"), path(call.label, "$returns", "body")
        marshal, unmarshal = (cue.Select(self.use("json"), name) for name in ("Marshal", "Unmarshal"))
        received = cue.Call(unmarshal, (body,))
        self.received[call.misfit.name] = (call, received)
        # Through JSON once more: what comes back is plain data with the defaults filled in, or null, and never an error.
        fitted = cue.Call(marshal, (cue.Binary("&", received, cue.Ref(self.types.name(call.reply))),))
        answered: list[cue.Decl] = [
            cue.Field(call.status.name, status),
            cue.Field(call.variable.name, or_null(cue.Call(unmarshal, (fitted,)))),
            *self.node(call.then, values),
        ]
        operation = self.operations.call(call.label, "http", "HTTPDo", *parameters(call, values))
        return [operation, guarded(cue.Binary("!=", status, cue.Bottom()), answered)]

    def action(self, action: ir.ActionOf, label: str, values: Values) -> list[cue.Decl]:
        """What the engine is told; a Continue tells it nothing."""
        match action:
            case ir.ContinueOf():
                return []
            case ir.MessageOf(kind=kind, message=message):
                write = {"Fail": self.operations.fail, "Break": self.operations.end, "Wait": self.operations.wait}[kind]
                return [*self.misfit(message), write(label, values.expr(message))]
            case ir.SuspendOf(label=contract, succeed=succeed, duration=duration):
                suspend = self.operations.suspend(contract, duration)
                # Once resumed the Suspend is passed over; what follows it holds until the answer changes.
                recheck = [] if succeed else [self.operations.wait(self.names.fresh("recheck"), cue.Lit(still(contract)))]
                return [suspend, *recheck]

    def misfit(self, message: ir.Expr) -> list[cue.Decl]:
        """The path of the first field that does not fit, where `message` tells it."""
        for name, (call, received) in self.received.items():
            if safety.mentions(message, ir.Variable(name, type=Str(), span=message.span)):
                body = self.names.fresh("received")
                tests = first_misfit(call.reply, body, self.types)
                return [cue.Field(body, or_null(received)), cue.Field(name, tests)]
        return []
