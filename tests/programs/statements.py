"""Random programs: a `run` of requests, conditions and actions that returns on every path."""

from __future__ import annotations

from random import Random

from .expressions import Expressions, Scope
from .vocabulary import LOCALS, MEMBERS, PARAMETERS, PRELUDE, STEP, bare, optional

STATUSES = ("{name}.status != 200", "{name}.status in [404, 410]", "{name}.status >= 300 or {name}.status == 204")


def program(seed: int) -> str:
    """The source of a step, the same for the same seed."""
    writer = _Program(Random(f"program {seed}"))
    return PRELUDE + STEP + "".join(f"        {line}\n" for line in writer.run())


class _Program(Expressions):
    """Writes one program; what makes templates long is given out from a budget."""

    def __init__(self, rng: Random) -> None:
        super().__init__(rng)
        self.calls = rng.choice((1, 2, 2, 3))
        self.joins = rng.choice((0, 1, 1, 2))
        self.names_of_once = [f"o-{number}" for number in range(rng.choice((0, 0, 1, 2)))]
        self.labels = 0
        self.outputs = self.chance(0.4)

    def run(self) -> list[str]:
        """The body of `run`."""
        scope = Scope(tuple(PARAMETERS.items()))
        lines: list[str] = []
        for _ in range(self.rng.randint(0, 2)):
            scope = self._local(lines, scope)
        scope = self._await(lines, scope)
        self._block(lines, scope, self.rng.randint(1, 4), 2)
        return lines

    def _block(self, lines: list[str], scope: Scope, length: int, depth: int) -> None:
        """Statements, and a `return` at the end."""
        for _ in range(length):
            kind = self.one_of(("await", "local", "local", "if", "if", "join", "match"))
            if kind == "await" and self.calls:
                scope = self._await(lines, scope)
            elif kind == "if" and depth:
                scope = self._if(lines, scope, depth)
            elif kind == "join" and self.joins:
                scope = self._join(lines, scope)
            elif kind == "match" and depth and self._match(lines, scope, depth):
                return
            else:
                scope = self._local(lines, scope)
        lines.append(f"return {self._action(scope)}")

    def _nested(self, scope: Scope, length: int, depth: int) -> list[str]:
        """A block one level deeper."""
        lines: list[str] = []
        self._block(lines, scope, length, depth)
        return [f"    {line}" for line in lines]

    def _local(self, lines: list[str], scope: Scope) -> Scope:
        name, type_ = self.new_name(), self.one_of(LOCALS)
        lines.append(f"{name} = {self.value(scope, type_, self.rng.randint(0, 3))}")
        return scope.with_name(name, type_)

    def _if(self, lines: list[str], scope: Scope, depth: int) -> Scope:
        asked = self.condition(scope)
        lines.append(f"if {asked.text}:")
        lines += self._nested(scope.knowing(asked.then), self.rng.randint(0, 2), depth - 1)
        return scope.knowing(asked.otherwise)

    def _join(self, lines: list[str], scope: Scope) -> Scope:
        """Two ways that meet again behind it."""
        self.joins -= 1
        asked, name, type_ = self.condition(scope), self.new_name(), self.one_of(LOCALS)
        lines += [
            f"if {asked.text}:",
            f"    {name} = {self.value(scope.knowing(asked.then), type_, 1)}",
            "else:",
            f"    {name} = {self.value(scope.knowing(asked.otherwise), type_, 1)}",
        ]
        return scope.with_name(name, type_)

    def _match(self, lines: list[str], scope: Scope, depth: int) -> bool:
        """A match that returns in every case; false where there is nothing to match."""
        subjects = [(text, type_) for text, type_ in scope.paths() if bare(type_) in MEMBERS]
        if not subjects:
            return False
        subject, type_ = self.one_of(subjects)
        cases = [*MEMBERS[bare(type_)]]
        self.rng.shuffle(cases)
        if self.chance(0.3):
            cases[:2] = [f"{cases[0]} | {cases[1]}"]
        if optional(type_):
            cases.insert(self.rng.randint(0, len(cases)), "None")
        if self.chance(0.3):
            cases[-1] = "_"
        lines.append(f"match {subject}:")
        for case in cases:
            known = frozenset([subject]) if case not in ("None", "_") else frozenset[str]()
            lines.append(f"    case {case}:")
            lines += [f"    {line}" for line in self._nested(scope.knowing(known), self.rng.randint(0, 1), depth - 1)]
        return True

    def _await(self, lines: list[str], scope: Scope) -> Scope:
        """A request, and its reply or its response."""
        self.calls -= 1
        name = self.new_name()
        decoded = self.chance(0.6)
        request = self._request(scope, decoded)
        if self.names_of_once and self.chance(0.7):
            request = f'once("{self.names_of_once.pop()}", {request})'
        lines.append(f"{name} = await {request}")
        if decoded:
            return scope.with_name(name, "Job")
        scope = scope.with_name(f"{name}.status", "int").with_name(f"{name}.text", "str")
        lines += [f"if {self.one_of(STATUSES).format(name=name)}:", f"    return {self._action(scope)}"]
        if self.chance(0.3):
            return scope
        job = self.new_name()
        lines.append(f"{job} = {name}.json(Job)")
        return scope.with_name(job, "Job")

    def _request(self, scope: Scope, decoded: bool) -> str:
        method = self.one_of(("get", "post", "put", "delete"))
        place = self.some(scope, "int", "Phase") or "1"
        arguments = [self.one_of(("self.url", f'f"{{self.url}}/j/{{{place}}}"'))]
        if method in ("post", "put"):
            sent = [f'"{key}": {self.value(scope, self.one_of(LOCALS), 1)}' for key in "ab"]
            arguments.append(self.one_of((f"json={{{', '.join(sent)}}}", f"text={self.value(scope, 'str')}")))
        if self.chance(0.25):
            arguments.append(f'query={{"q": {self.value(scope, self.one_of(("int", "str")), 1)}}}')
        if decoded:
            arguments.append("reply=Job")
        if self.chance(0.15):
            arguments.append(f"on_unavailable={self.one_of(('Wait', 'Fail'))}({self.format(scope)})")
        return f"http.{method}({', '.join(arguments)})"

    def _action(self, scope: Scope) -> str:
        kind = self.one_of(("Continue", "Continue", "Continue", "Wait", "Fail", "Fail", "Fail", "Suspend"))
        if kind == "Suspend":
            self.labels += 1
            return f'Suspend("gate-{self.labels}")'
        if kind != "Continue":
            return f"{kind}({self.value(scope, 'str')})"
        if not self.outputs:
            return "Continue()"
        title, count = self.value(scope, "str", 1), self.value(scope, "int", 1)
        owner, sizes = self.value(scope, "str?", 1), self.value(scope, "list:int", 1)
        return f"Continue(outputs=Result(title={title}, count={count}, owner={owner}, sizes={sizes}))"
