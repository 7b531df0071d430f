"""How large integers can become: CUE rounds what it computes with more than 34 digits, 24 on KubeVela 1.9, Python never does.

A field has its bounds, a constant its value, and from these follows what is computed of them. No list is taken to have more
than 100 000 items to add, and no text or list a length beyond a thousand million: no reply that an engine reads is as large.
"""

from __future__ import annotations

import ast
from collections.abc import Iterator
from typing import TypeAlias, cast

from .. import ir
from ..schema import Choice, Int, ListOf, Type, Union_
from .scope import Scope

DIGITS = 24
"""Integers of so many digits are exact in the CUE of every line."""
ITEMS = 100_000
LENGTH = 10**9

Range: TypeAlias = tuple[int, int]


def exact(value: ir.Expr, node: ast.expr, scope: Scope) -> ir.Expr:
    """`value`, if CUE computes it exactly. Raises `Refused`."""
    if not _Ranges().rounds(value):
        return value
    raise scope.method.refuse(
        "VS049",
        node,
        f"`{ast.unparse(node)}` may have more than {DIGITS} digits, and CUE rounds such numbers",
        "bound the fields: `count: int = Field(ge=0, le=1_000_000)`",
    )


def largest(value: ir.Expr) -> Range:
    """The least and the greatest that an integer can be."""
    return _Ranges().of(value)


class _Ranges:
    """The ranges of the parts of one expression, each found once: what it is made of may be named many times."""

    def __init__(self) -> None:
        self._sources: dict[str, ir.Expr] = {}
        """What a comprehension goes over, by the name of its variable; of one that is not yet complete nothing is known."""
        self._ranges: dict[int, tuple[ir.Expr, Range]] = {}
        self._origins: dict[int, tuple[ir.Expr, tuple[ir.Expr, ...]]] = {}

    def rounds(self, value: ir.Expr) -> bool:
        """Whether anything computed in `value` may have more digits than are exact."""
        parts = list(_parts(value))
        self._sources |= {part.variable.name: part.source for part in parts if isinstance(part, ir.Comprehension)}
        return any(_adds(part) and not self._exact(part) for part in parts)

    def _exact(self, value: ir.Expr) -> bool:
        used = (value, value.left, value.right) if isinstance(value, ir.Arithmetic) else (value,)
        return all(-(10**DIGITS) < end < 10**DIGITS for one in used for end in self.of(one))

    def of(self, value: ir.Expr) -> Range:
        """The least and the greatest value of an integer."""
        if id(value) not in self._ranges:
            found = _hull([self._own(one) for one in self.origins(value)])
            self._ranges[id(value)] = (value, found)
        return self._ranges[id(value)][1]

    def _own(self, value: ir.Expr) -> Range:
        """The range of what is no name of something else."""
        match value:
            case ir.Const(value=int(number)):
                return number, number
            case ir.Arithmetic(op=op, left=left, right=right):
                return _computed(op, self.of(left), self.of(right))
            case ir.Function(name="min" | "max" as name, arguments=(left, right)):
                better = min if name == "min" else max
                (low, high), (low2, high2) = self.of(left), self.of(right)
                return better(low, low2), better(high, high2)
            case ir.Function(name="len" | "str.count"):
                return 0, LENGTH
            case ir.Function(name="sum", arguments=(added,)):
                item = ir.Item(added, ir.Const(0, type=Int(), span=added.span), type=_item(added.type), span=added.span)
                return _times(self.of(item), self._count(added))
            case ir.Comprehension(kind="sum", element=element, variable=variable, source=source):
                self._sources[variable.name] = source
                return _times(self.of(element), self._count(source))
            case _:
                return _declared(value.type)

    def origins(self, value: ir.Expr) -> tuple[ir.Expr, ...]:
        """What `value` may stand for: literals, computed values and data."""
        if id(value) not in self._origins:
            distinct = {id(one): one for one in self._origins_of(value)}
            self._origins[id(value)] = (value, tuple(distinct.values()))
        return self._origins[id(value)][1]

    def _origins_of(self, value: ir.Expr) -> Iterator[ir.Expr]:
        match value:
            case ir.Variable(bound=bound) if bound is not None:
                yield from self.origins(bound)
            case ir.Variable(name=name) if name in self._sources:
                yield from self._items(self._sources[name], value)
            case ir.NotNone(value=inner):
                yield from self.origins(inner)
            case ir.Conditional(then=then, otherwise=otherwise):
                yield from (*self.origins(then), *self.origins(otherwise))
            case ir.Item(base=base):
                yield from self._items(base, value)
            case ir.Attribute(base=base, name=name):
                for one in self.origins(base):
                    made = dict(one.items).get(name) if isinstance(one, ir.ObjectDisplay) else None
                    yield from self.origins(made) if made is not None else (value,)
            case _:
                yield value

    def _items(self, base: ir.Expr, item: ir.Expr) -> Iterator[ir.Expr]:
        """What may be in a list or a dict; `item` stands for the items of data."""
        for one in self.origins(base):
            match one:
                case ir.ListDisplay(items=items):
                    for inner in items:
                        yield from self.origins(inner)
                case ir.ObjectDisplay(items=pairs):
                    for _, inner in pairs:
                        yield from self.origins(inner)
                case ir.Comprehension(kind="list", element=element, variable=variable, source=source):
                    self._sources[variable.name] = source
                    yield from self.origins(element)
                case _:
                    yield item

    def _count(self, list_: ir.Expr) -> int:
        """How many items a list can have."""
        found: list[int] = []
        for one in self.origins(list_):
            match one:
                case ir.ListDisplay(items=items):
                    found.append(len(items))
                case ir.Comprehension(source=source):
                    found.append(self._count(source))
                case _:
                    most = one.type.max_length if isinstance(one.type, ListOf) else None
                    found.append(ITEMS if most is None else most)
        return max(found)


def _parts(value: ir.Expr) -> Iterator[ir.Expr]:
    """All expressions in `value`, also behind the names in it, each name once."""
    waiting, seen = [value], set[str]()
    while waiting:
        for part in cast("Iterator[ir.Expr]", ir.walk(waiting.pop())):
            yield part
            if isinstance(part, ir.Variable) and part.bound is not None and part.name not in seen:
                seen.add(part.name)
                waiting.append(part.bound)


def _adds(value: ir.Expr) -> bool:
    """Whether an integer is computed there."""
    summed = isinstance(value, ir.Function) and value.name == "sum"
    return summed or isinstance(value, ir.Arithmetic) or (isinstance(value, ir.Comprehension) and value.kind == "sum")


def _declared(type_: Type) -> Range:
    """The range of data of a type."""
    match type_:
        case Int():
            return type_.low, type_.high
        case Choice(values=values):
            return _around([value for value in values if isinstance(value, int)])
        case Union_(members=members):
            return _hull([_declared(member) for member in members if isinstance(member, (Int, Choice))])
        case _:
            return 0, 0


def _item(type_: Type) -> Type:
    return type_.item if isinstance(type_, ListOf) else type_


def _hull(ranges: list[Range]) -> Range:
    """The range that all are in."""
    return min((low for low, _ in ranges), default=0), max((high for _, high in ranges), default=0)


def _around(values: list[int]) -> Range:
    """The range that all are in."""
    return min(values, default=0), max(values, default=0)


def _times(one: Range, count: int) -> Range:
    """The range of the sum of up to `count` integers."""
    return min(0, one[0] * count), max(0, one[1] * count)


def _computed(op: ir.ArithmeticOp, left: Range, right: Range) -> Range:
    """The range of a result. Its ends are those of the operands, and of divisors the ones next to zero."""
    match op:
        case "+":
            return left[0] + right[0], left[1] + right[1]
        case "-":
            return left[0] - right[1], left[1] - right[0]
        case "*":
            return _around([one * other for one in left for other in right])
        case "//":
            divisors = [one for one in (*right, -1, 1) if one != 0 and right[0] <= one <= right[1]]
            return _around([one // other for one in left for other in divisors])
        case "%":
            return min(0, right[0] + 1), max(0, right[1] - 1)
