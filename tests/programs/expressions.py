"""Random expressions of a type, and conditions with what is known behind them."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass, replace
from random import Random
from typing import TypeVar

from .vocabulary import CONSTANTS, FIELDS, MEMBERS, NAMES, bare, item_of, optional

T = TypeVar("T")


@dataclass(frozen=True)
class Scope:
    """What can be read at a place: expressions with their types, and those of them that are known not to be None.

    Where it is `total` nothing stands that Python may be unable to compute: an index, a key, a division.
    """

    roots: tuple[tuple[str, str], ...]
    known: frozenset[str] = frozenset()
    total: bool = False

    def with_name(self, name: str, type_: str) -> Scope:
        """This scope with one more variable, which is read as often as some of the others together."""
        return replace(self, roots=(*self.roots, *[(name, type_)] * 2))

    def knowing(self, expressions: frozenset[str]) -> Scope:
        """This scope where `expressions` are not None."""
        return replace(self, known=self.known | expressions)

    def paths(self, depth: int = 2) -> list[tuple[str, str]]:
        """Everything that can be read, fields of models included."""
        found: list[tuple[str, str]] = []
        left = [(text, type_, depth) for text, type_ in self.roots]
        while left:
            text, type_, deeper = left.pop()
            type_ = bare(type_) if text in self.known else type_
            found.append((text, type_))
            if deeper and not optional(type_):
                left += [(f"{text}.{name}", inner, deeper - 1) for name, inner in FIELDS.get(type_, {}).items()]
        return sorted(found)


@dataclass(frozen=True)
class Condition:
    """A condition, and what is not None where it holds and where it does not."""

    text: str
    then: frozenset[str] = frozenset()
    otherwise: frozenset[str] = frozenset()


class Expressions:
    """Writes expressions with `rng`; names are new each time."""

    def __init__(self, rng: Random) -> None:
        self.rng = rng
        self.used: set[str] = set()

    def one_of(self, items: Iterable[T]) -> T:
        """Any of them."""
        return self.rng.choice(list(items))

    def chance(self, probability: float) -> bool:
        """True that often."""
        return self.rng.random() < probability

    def new_name(self) -> str:
        """A name that is not used yet, sometimes one that the emitter uses too."""
        free = [name for name in NAMES if name not in self.used]
        name = self.one_of(free) if free and self.chance(0.4) else f"v{len(self.used)}"
        self.used.add(name)
        return name

    def some(self, scope: Scope, *types: str) -> str | None:
        """Something in scope of one of the types, rather not a parameter."""
        found = [text for text, type_ in scope.paths() if type_ in types]
        others = [text for text in found if not text.startswith("self.")]
        return self.one_of(others if others and self.chance(0.7) else found) if found else None

    def value(self, scope: Scope, type_: str, depth: int = 2) -> str:
        """An expression of `type_`; of `int?` an `int` will do."""
        if optional(type_):
            if depth and self.chance(0.3):
                return self._chosen(scope, type_, depth)
            found = self.some(scope, type_, bare(type_)) if self.chance(0.9) else None
            return found or "None"
        if depth and self.chance(0.75):
            written = self._written(scope, type_, depth - 1)
            if written is not None:
                return written
        found = self.some(scope, type_) if self.chance(0.85) else None
        return found or self.one_of(CONSTANTS[type_])

    def _written(self, scope: Scope, type_: str, depth: int) -> str | None:
        """An expression with parts, None where the one that was tried does not go."""
        kind = self.one_of(("chosen", "or", "at", "own", "own", "own"))
        if kind == "chosen":
            return self._chosen(scope, type_, depth)
        if kind == "or" and type_ in ("int", "str", "list:int"):
            left = self.some(scope, f"{type_}?", type_)
            return f"({left} or {self.value(scope, type_, depth)})" if left else None
        if kind == "at":
            return self._at(scope, type_)
        if type_ == "int":
            return self._number(scope, depth)
        if type_ == "str":
            return self._text(scope, depth)
        if type_ == "bool":
            return f"({self.condition(scope, depth, plain=True).text})"
        if type_ == "Part":
            return f"Part(name={self.value(scope, 'str', depth)}, size={self.value(scope, 'int', depth)})"
        made = self._comprehension(scope, item_of(type_), depth) if type_.startswith("list:") else None
        return f"[{made}]" if made else None

    def _chosen(self, scope: Scope, type_: str, depth: int) -> str:
        asked = self.condition(scope, max(depth - 1, 0))
        one = self.value(scope.knowing(asked.then), type_, max(depth - 1, 0))
        return f"({one} if {asked.text} else {self.value(scope.knowing(asked.otherwise), type_, max(depth - 1, 0))})"

    def _at(self, scope: Scope, type_: str) -> str | None:
        """An item of a list or of a dict, which may not be there."""
        if scope.total:
            return None
        found = self.some(scope, f"list:{type_}")
        if found is not None:
            return f"{found}[{self.one_of(('0', '0', '1', '-1'))}]"
        found = self.some(scope, f"dict:{type_}")
        return f"{found}[{self.one_of(CONSTANTS['str'])}]" if found else None

    def _number(self, scope: Scope, depth: int) -> str:
        kind = self.one_of(("sum", "times", "div", "len", "of", "extreme"))
        if kind == "sum":
            return f"({self.value(scope, 'int', depth)} {self.one_of('+-')} {self.value(scope, 'int', depth)})"
        if kind == "times":
            return f"({self.value(scope, 'int', depth)} * {self.one_of(('2', '3', '-1'))})"
        if kind == "div":
            by = self.some(scope, "int") if not scope.total and self.chance(0.5) else None
            return f"({self.value(scope, 'int', depth)} {self.one_of(('//', '%'))} {by or self.one_of(('2', '3', '-2'))})"
        if kind == "of" and (made := self._comprehension(scope, "int", depth)):
            return f"{self.one_of(('sum', 'len'))}([{made}])"
        if kind == "len" and (found := self.some(scope, "list:int", "list:Part", "list:str", "dict:int", "str")):
            return f"len({found})"
        return f"{self.one_of(('min', 'max'))}({self.value(scope, 'int', depth)}, {self.value(scope, 'int', depth)})"

    def _text(self, scope: Scope, depth: int) -> str:
        if self.chance(0.2):
            return f'"/".join({self.value(scope, "list:str", depth)})'
        return self.format(scope)

    def format(self, scope: Scope) -> str:
        """An f-string of what is in scope."""
        parts = [self.some(scope, "str", "int", "Phase", "Prio") or "7" for _ in range(self.rng.randint(1, 3))]
        return 'f"' + "-".join(f"{{{part}}}" for part in parts) + '!"'

    def _comprehension(self, scope: Scope, type_: str, depth: int) -> str | None:
        """`value for item in items if ...`, or None where there is no list."""
        kind = self.one_of(("int", "str", "Part"))
        items = self.some(scope, f"list:{kind}")
        if items is None:
            return None
        name = self.new_name()
        inner = replace(scope.with_name(name, kind), total=True)
        asked = self.condition(inner, 1) if self.chance(0.6) else Condition("")
        value = self.value(inner.knowing(asked.then), type_, depth)
        return f"{value} for {name} in {items}" + (f" if {asked.text}" if asked.text else "")

    def condition(self, scope: Scope, depth: int = 2, *, plain: bool = False) -> Condition:
        """A condition; a `plain` one is true or false, not something that counts as such."""
        if depth and self.chance(0.4):
            return self._joined(scope, depth - 1, plain)
        maybe = self.some(scope, "int?", "str?", "Part?", "Phase?", "bool?")
        if maybe is not None and self.chance(0.4):
            not_none = frozenset([maybe])
            if not plain and self.chance(0.3):
                return Condition(maybe, then=not_none)
            return self.one_of((Condition(f"{maybe} is None", otherwise=not_none), Condition(f"{maybe} is not None", not_none)))
        if (items := self.some(scope, "list:str", "dict:int", "str")) is not None and self.chance(0.15):
            return Condition(f"{self.value(scope, 'str', 0)} in {items}")
        type_ = self.one_of(("int", "int", "str", "Phase", "Prio", "bool"))
        if type_ == "bool":
            return Condition(self.value(scope, type_, 0))
        sign = self.one_of(("==", "!=", "<", ">=")) if type_ == "int" else self.one_of(("==", "!="))
        right = self.one_of(MEMBERS[type_]) if type_ in MEMBERS else self.value(scope, type_, 0)
        return Condition(f"{self.value(scope, type_, depth)} {sign} {right}")

    def _joined(self, scope: Scope, depth: int, plain: bool) -> Condition:
        """Conditions with `and`, `or` and `not`; the second one is read where the first has been decided."""
        first = self.condition(scope, depth, plain=plain)
        kind = self.one_of(("and", "or", "not"))
        if kind == "not":
            return Condition(f"(not {first.text})", first.otherwise, first.then)
        known = scope.knowing(first.then if kind == "and" else first.otherwise)
        second = self.condition(known, depth, plain=plain)
        text = f"({first.text} {kind} {second.text})"
        if kind == "and":
            return Condition(text, first.then | second.then, first.otherwise & second.otherwise)
        return Condition(text, first.then & second.then, first.otherwise | second.otherwise)
