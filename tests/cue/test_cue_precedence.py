"""Parentheses: as few as the tree allows, and the value is that of the text with all of them."""

from itertools import product

import pytest
from hypothesis import HealthCheck, event, given, settings
from hypothesis import strategies as st

from velasdk.cue import (
    Binary,
    Call,
    Comprehension,
    Ellipsis,
    Expr,
    Field,
    File,
    Index,
    Interpolation,
    ListLit,
    Lit,
    Ref,
    Select,
    Unary,
)
from velasdk.engine.client import Engine
from velasdk.printer import render

A, B, C = Ref("a"), Ref("b"), Ref("c")


def text_of(expr: Expr) -> str:
    return render(File((), (Field("x", expr),))).removeprefix("x: ").removesuffix("\n")


def full(expr: Expr) -> str:
    """The expression with every operation in parentheses."""
    match expr:
        case Unary("*", operand):  # marks a default and cannot be in parentheses itself
            return f"*{full(operand)}"
        case Unary(op, operand):
            return f"({op}({full(operand)}))"
        case Binary(op, left, right):
            return f"({full(left)} {op} {full(right)})"
        case Index(base, index):
            return f"({full(base)})[{full(index)}]"
        case ListLit(items):
            return f"[{', '.join(full(item) for item in items if not isinstance(item, Comprehension | Ellipsis))}]"
        case Call(function, args):
            return f"{full(function)}({', '.join(map(full, args))})"
        case Interpolation(parts):
            inner = "".join(part if isinstance(part, str) else rf"\({full(part)})" for part in parts)
            return f'"{inner}"'
        case _:
            return text_of(expr)


EXAMPLES: dict[str, Expr] = {
    "a + b + c": Binary("+", Binary("+", A, B), C),
    "a - (b - c)": Binary("-", A, Binary("-", B, C)),
    "a*b + c": Binary("+", Binary("*", A, B), C),
    "a * (b + c)": Binary("*", A, Binary("+", B, C)),
    "(a + b) * c": Binary("*", Binary("+", A, B), C),
    "a + b*c": Binary("+", A, Binary("*", B, C)),
    "a && b || c": Binary("||", Binary("&&", A, B), C),
    "a && (b || c)": Binary("&&", A, Binary("||", B, C)),
    "!(a && b)": Unary("!", Binary("&&", A, B)),
    "!a && !!b": Binary("&&", Unary("!", A), Unary("!", Unary("!", B))),
    "(a & b) != c": Binary("!=", Binary("&", A, B), C),
    "a & b | c": Binary("|", Binary("&", A, B), C),
    "a & (b | c)": Binary("&", A, Binary("|", B, C)),
    "*a | b | c": Binary("|", Binary("|", Unary("*", A), B), C),
    "*(a | b) | c": Binary("|", Unary("*", Binary("|", A, B)), C),
    "int & >=1 & <=10": Binary("&", Binary("&", Ref("int"), Unary(">=", Lit(1))), Unary("<=", Lit(10))),
    'string & =~"a" & !~"b"': Binary("&", Binary("&", Ref("string"), Unary("=~", Lit("a"))), Unary("!~", Lit("b"))),
    ">=-1 & !=-2": Binary("&", Unary(">=", Lit(-1)), Unary("!=", Lit(-2))),
    "<(-1)": Unary("<", Lit(-1)),
    '!(=~"a")': Unary("!", Unary("=~", Lit("a"))),
    '>(=~"a")': Unary(">", Unary("=~", Lit("a"))),
    "- -a": Unary("-", Unary("-", A)),
    "a - -1": Binary("-", A, Lit(-1)),
    "a - -b*c": Binary("-", A, Binary("*", Unary("-", B), C)),
    "f(a, b - -c)": Call(Ref("f"), (A, Binary("-", B, Unary("-", C)))),
    "f(a, b- -c*a)": Call(Ref("f"), (A, Binary("-", B, Binary("*", Unary("-", C), A)))),
    "f(a / *b, c)": Call(Ref("f"), (Binary("/", A, Unary("*", B)), C)),
    "f(a + b)": Call(Ref("f"), (Binary("+", A, B),)),
    "f(a+b, c)": Call(Ref("f"), (Binary("+", A, B), C)),
    "a[b+c]": Index(A, Binary("+", B, C)),
    r'"\(a+b) \(*a | b)"': Interpolation((Binary("+", A, B), " ", Binary("|", Unary("*", A), B))),
    "(a + b).c": Select(Binary("+", A, B), "c"),
    "(-a)[0]": Index(Unary("-", A), Lit(0)),
    "(*a | b)(c)": Call(Binary("|", Unary("*", A), B), (C,)),
    r'("\(a)")(c)': Call(Interpolation((A,)), (C,)),
    'a["b-c"].d': Select(Select(A, "b-c"), "d"),
    "a == b || a < b": Binary("||", Binary("==", A, B), Binary("<", A, B)),
    "(a || b) == (a < b)": Binary("==", Binary("||", A, B), Binary("<", A, B)),
}


@pytest.mark.parametrize("text", EXAMPLES)
def test_parentheses(text: str, engine: Engine) -> None:
    assert text_of(EXAMPLES[text]) == text
    assert engine.format(f"x: {text}\n") == f"x: {text}\n"


@pytest.mark.parametrize("op", ["", "^", "||=", "a"])
def test_an_operator_is_an_operator(op: str) -> None:
    with pytest.raises((ValueError, KeyError)):
        text_of(Unary(op, A))
    with pytest.raises((ValueError, KeyError)):
        text_of(Binary(op, A, B))


def test_every_pair_of_operators_groups_as_the_tree_does(engine: Engine) -> None:
    """`(a op b) op c` and `a op (b op c)` for all pairs, over operands for which the grouping matters."""

    def binary(op: str, left: Expr, right: Expr) -> Expr:
        return Binary(op, Unary("*", left) if op == "|" else left, right)  # without a default there is no value

    operands = [Lit(value) for value in (2, 3, True, "a")]
    ops = "| & || && == < =~ + - * /".split()
    cases: list[Expr] = []
    for one, two, a, b, c in product(ops, ops, operands, operands, operands):
        cases += binary(two, binary(one, a, b), c), binary(one, a, binary(two, b, c))
    lines = [f"m: [{', '.join(f'*({text_of(case)}) | _error' for case in cases)}]"]
    lines += [f"f: [{', '.join(f'*{full(case)} | _error' for case in cases)}]", '_error: "error"']
    value = engine.evaluate("\n".join(lines)).value
    wrong = [(text_of(case), full(case)) for case, m, f in zip(cases, value["m"], value["f"], strict=True) if m != f]
    assert not wrong
    assert sum(1 for result in value["f"] if result != "error") > 2000


Exprs = st.SearchStrategy[Expr]


def operation(ops: str, operands: Exprs) -> Exprs:
    return st.builds(Binary, st.sampled_from(ops.split()), operands, operands)


def numbers(depth: int) -> Exprs:
    leaf = st.integers(-9, 9).map(Lit) | st.sampled_from([A, B])
    if not depth:
        return leaf
    inner = numbers(depth - 1)
    least = Unary(">=", Lit(-(10**30)))
    return st.one_of(
        operation("+ - *", inner),
        operation("+ - *", inner),
        st.builds(Unary, st.just("-"), inner),
        inner.map(lambda item: Index(ListLit((item,)), Lit(0))),
        st.tuples(inner, inner).map(lambda pair: Binary("|", Unary("*", pair[0]), pair[1])),
        inner.map(lambda number: Binary("&", Binary("&", Ref("int"), number), least)),
        inner.map(lambda number: Call(Ref("div"), (number, Binary("+", number, Lit(100))))),
    )


def truths(depth: int) -> Exprs:
    if not depth:
        return st.booleans().map(Lit)
    inner = truths(depth - 1)
    return st.one_of(
        operation("== != < <= > >=", numbers(depth - 1)),
        operation("|| && == !=", inner),
        operation("|| && == !=", inner),
        st.builds(Unary, st.just("!"), inner),
        operation("== != =~ !~", texts(depth - 1)),
    )


def texts(depth: int) -> Exprs:
    if not depth:
        return st.sampled_from(["", "a", "1"]).map(Lit)
    parts = st.lists(numbers(depth - 1) | st.just(" "), max_size=3)
    return parts.map(lambda some: Interpolation(tuple(some))) | operation("+", texts(depth - 1))


@settings(max_examples=500, deadline=None, suppress_health_check=[HealthCheck.function_scoped_fixture])
@given(numbers(3) | truths(4) | texts(3))
def test_the_value_is_that_of_the_text_with_all_parentheses(engine: Engine, expr: Expr) -> None:
    text = text_of(expr)
    assert engine.format(f"x: {text}\n") == f"x: {text}\n"
    names = "\na: 3\nb: -4\n"
    value, expected = (engine.evaluate(f"x: {one}{names}", "x") for one in (text, full(expr)))
    event("a value" if expected.concrete else "none")
    assert (value.concrete, value.value) == (expected.concrete, expected.value)


def test_a_long_chain_is_printed(engine: Engine) -> None:
    """As many operands as an enumeration or a big model has: the printer does not recurse along a chain."""
    expr: Expr = Lit(0)
    for number in range(1, 3000):
        expr = Binary("|", expr, Lit(number))
    assert text_of(expr) == " | ".join(map(str, range(3000)))
