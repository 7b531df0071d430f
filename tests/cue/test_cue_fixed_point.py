"""What `render` prints is what the real formatter prints: every short sequence of declarations, in every container."""

import re
from collections.abc import Callable, Iterable, Iterator, Sequence
from dataclasses import replace
from itertools import product

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from velasdk.cue import (
    Binary,
    Blank,
    Bottom,
    Call,
    Comment,
    Comprehension,
    Decl,
    Ellipsis,
    Embed,
    Expr,
    Field,
    File,
    For,
    If,
    Index,
    Interpolation,
    ListItem,
    ListLit,
    Lit,
    Ref,
    Select,
    StructLit,
    Unary,
)
from velasdk.engine.client import Engine
from velasdk.printer import render

X = Ref("x")
ONE = Lit(1)
ONE_FIELD = Field("one", ONE)
PAIR = (Field("p", ONE), Field("quite", ONE))
STRUCT = StructLit(PAIR)
INLINE = StructLit(PAIR, inline=True)
VALUE = StructLit((Embed(Lit("v")),), inline=True)
GUARDED = (Comprehension((If(X),), VALUE), Comprehension((If(X), If(Unary("!", X))), VALUE), Lit("w"))
CHAIN = StructLit((Field("message", Lit("m")),), short=True)

VALUES: dict[str, Expr] = {
    "scalar": ONE,
    "text": Lit('say "\\(x)"\n'),
    "interpolation": Interpolation(("a ", Index(Ref("m"), Lit("k")), " b ", Binary("+", X, ONE))),
    "empty struct": StructLit(()),
    "struct": STRUCT,
    "single": StructLit((Field("p", ONE),)),
    "inline": INLINE,
    "inline single": StructLit((Field("p", ONE),), inline=True),
    "chain": CHAIN,
    "long chain": StructLit((Field("spec", CHAIN),), short=True),
    "chain to struct": StructLit((Field("spec", STRUCT),), short=True),
    "chain to list": StructLit((Field("spec", ListLit((ONE,), True)),), short=True),
    "chain that cannot be": StructLit((Field("p", ONE, attributes=("@step(1)",)),), short=True),
    "empty list": ListLit((), True),
    "list": ListLit((ONE, X)),
    "lines": ListLit((ONE, STRUCT, INLINE, Comprehension((For("k", "v", X), If(X)), STRUCT), Ellipsis(X)), True),
    "list of structs": ListLit((STRUCT, INLINE, Ellipsis(Ref("_")))),
    "guarded": Index(ListLit(GUARDED), Lit(0)),
    "guarded lines": Index(ListLit(GUARDED, True), Lit(0)),
    "fallback": Binary("|", Unary("*", Call(Select(Ref("json"), "Unmarshal"), (X,))), Lit(None)),
    "union": Binary("|", Unary("*", Lit(None)), STRUCT),
    "action": Binary("&", Select(Ref("op"), "#Fail"), STRUCT),
    "hugged": Binary("&", Select(Ref("op"), "#Do"), StructLit((Field("$params", STRUCT),), hugs=True)),
    "hugged chain": Binary("&", X, StructLit((Field("$params", StructLit((Field("value", STRUCT),), short=True)),), hugs=True)),
    "shape": Binary("!=", Binary("&", X, StructLit((Ellipsis(),), inline=True)), Bottom()),
    "call": Call(Ref("f"), (STRUCT, ListLit((ONE, STRUCT), True), Binary("+", X, ONE))),
    "bound": Binary("&", Ref("int"), Binary("&", Unary(">=", ONE), Unary("<=", Lit(10)))),
}


def fields() -> Iterator[tuple[str, Decl]]:
    """Fields with every value, and some with all that can stand around a value."""
    for name, value in VALUES.items():
        yield name, Field("label", value)
    for name in ("scalar", "struct", "inline", "chain", "chain to struct", "guarded lines", "empty struct", "list"):
        value = VALUES[name]
        yield f"{name}, doc", Field("label", value, doc=("+usage=u", "", "v"))
        yield f"{name}, comment", Field("label", value, comment="c")
        yield f"{name}, attribute", Field("label", value, attributes=("@step(1)",))
        yield f"{name}, all", Field("label", value, True, True, ("d",), "c", ("@step(1)",))
    yield "attributes", Field("label", ONE, attributes=("@step(1)", "@tag(t)"))


KINDS: dict[str, Decl] = {
    **dict(fields()),
    "dynamic": Field(Interpolation(("k", X)), ONE),
    "pattern": Field(ListLit((Ref("string"),)), Ref("int")),
    "definition": Field("#label", ONE, special=True),
    "if": Comprehension((If(X),), STRUCT),
    "if, short": Comprehension((If(X), If(X)), StructLit((Field("p", ONE),), inline=True)),
    "for": Comprehension((For(None, "v", X),), StructLit((Field(Interpolation((X,)), ONE),))),
    "if, empty": Comprehension((If(X),), StructLit(())),
    "embed": Embed(X),
    "embedded text": Embed(Lit("x")),
    "embedded struct": Embed(STRUCT),
    "embedded action": Embed(VALUES["action"]),
    "embedded list": Embed(VALUES["guarded lines"]),
    "ellipsis": Ellipsis(),
    "comment": Comment(("alone", "", "two")),
    "blank": Blank(),
}
CORE = (
    *("scalar", "scalar, doc", "scalar, comment", "scalar, attribute", "struct", "struct, comment", "empty struct"),
    *("inline", "chain", "list", "lines", "guarded lines", "hugged", "definition", "if", "if, short", "embed"),
    *("comment", "blank"),
)

CONTAINERS: dict[str, Callable[[StructLit], Decl]] = {
    "struct": lambda body: Field("s", body),
    "chain": lambda body: Field("s", StructLit((Field("t", body),), short=True)),
    "if": lambda body: Comprehension((If(X),), body),
    "for": lambda body: Comprehension((For("k", "v", ListLit((ONE,), True)), If(X)), body),
    "list": lambda body: Field("s", ListLit((body, ONE))),
    "lines": lambda body: Field("s", ListLit((ONE, body, Comprehension((If(X),), body)), True)),
    "guarded": lambda body: Field("s", Index(ListLit((Comprehension((If(X),), body), ONE), True), Lit(0))),
    "call": lambda body: Field("s", Call(Ref("f"), (body, ONE)), comment="c"),
    "action": lambda body: Field("s", Binary("&", X, body), attributes=("@step(10)",)),
    "hugging": lambda body: Field("s", Binary("&", X, StructLit((Field("t", body),), hugs=True))),
    "wide end": lambda body: Field("s", body, comment="c", attributes=("@step(10)",)),
    "deep": lambda body: Field("s", StructLit((ONE_FIELD, Field("t", StructLit((ONE_FIELD, Field("u", body))))))),
}


def sequence(kinds: Sequence[str]) -> tuple[Decl, ...]:
    """Declarations of the kinds, each label longer than the one before."""
    decls = [KINDS[kind] for kind in kinds]
    return tuple(
        replace(decl, label=decl.label + "xy" * n) if isinstance(decl, Field) and isinstance(decl.label, str) else decl
        for n, decl in enumerate(decls)
    )


def ends_with_comment(kinds: Sequence[str]) -> bool:
    """Whether the last declaration is a comment: the formatter would move it."""
    return [kind for kind in kinds if kind != "blank"][-1:] == ["comment"]


def unstable(engine: Engine, files: Iterable[File]) -> tuple[int, list[str]]:
    """How many files there are, and each text the formatter changes or refuses, with what it answers."""
    changed: list[str] = []
    count = 0
    for file in files:
        count += 1
        text = render(file)
        try:
            formatted = engine.format(text)
        except Exception as error:
            formatted = str(error)
        if formatted != text:
            changed.append(f"{text}--- is formatted as\n{formatted}")
    return count, changed


def check(engine: Engine, files: Iterable[File], at_least: int) -> None:
    count, changed = unstable(engine, files)
    assert count >= at_least
    assert not changed, f"{len(changed)} of {count}, the shortest:\n{min(changed, key=len)}"


def sequences(names: Iterable[str], *lengths: int) -> Iterator[tuple[str, ...]]:
    names = tuple(names)
    for length in lengths:
        for kinds in product(names, repeat=length):
            if not ends_with_comment(kinds):
                yield kinds


def test_every_pair_of_all_kinds(engine: Engine) -> None:
    check(engine, (File((), sequence(kinds)) for kinds in sequences(KINDS, 0, 1, 2)), 4000)


def test_every_triple_of_the_core(engine: Engine) -> None:
    check(engine, (File((), sequence(kinds)) for kinds in sequences(CORE, 3)), 5000)


@pytest.mark.parametrize("container", CONTAINERS)
def test_every_pair_of_the_core_in_a_container(container: str, engine: Engine) -> None:
    alone = [("comment", "blank", kind) for kind in KINDS if kind not in ("comment", "blank")]
    bodies = (StructLit(sequence(kinds)) for kinds in [*sequences(CORE, 0, 2), *sequences(KINDS, 1), *alone])
    check(engine, (File((), (CONTAINERS[container](body), ONE_FIELD)) for body in bodies), 350)


def test_every_value_on_one_line_in_a_container(engine: Engine) -> None:
    bodies = [
        StructLit((Field("a", one), Embed(two), Blank(), Field("b", one, attributes=("@step(1)",))), inline=True)
        for one, two in product(VALUES.values(), (X, STRUCT, VALUES["guarded lines"]))
    ]
    check(engine, (File((), (wrap(body),)) for wrap, body in product(CONTAINERS.values(), bodies)), 750)


def test_every_header(engine: Engine) -> None:
    docs = ((), ("header",), ("header", "", "more"))
    imports = ((), ("encoding/json",), ("encoding/json", "vela/op"))
    files = (File(paths, sequence(kinds), doc) for doc, paths, kinds in product(docs, imports, sequences(KINDS, 0, 1)))
    check(engine, files, 600)


def test_one_import_has_a_line_and_more_have_a_block() -> None:
    assert render(File(("a",), ())) == 'import "a"\n'
    assert render(File(("a", "b/c"), ())) == 'import (\n\t"a"\n\t"b/c"\n)\n'


def test_a_whole_step(engine: Engine) -> None:
    """The look of a template, read by people."""
    reply = Select(Ref("request"), "$returns")
    decided = ListLit((Comprehension((If(Binary(">=", Ref("st"), Lit(500))),), VALUE), Lit("invalid")), True)
    message = Field("message", Interpolation(("HTTP ", Ref("st"))))
    params = Field("$params", StructLit((message,), short=True))
    guard = StructLit(
        (
            Field("st", Select(reply, "statusCode")),
            Field("reply", Binary("|", Unary("*", Call(Select(Ref("json"), "Unmarshal"), (X,))), Lit(None))),
            Field("kind", Index(decided, Lit(0))),
            Comment(("Act on the decision.",)),
            Comprehension(
                (If(Binary("==", Ref("kind"), Lit("v"))),),
                StructLit((Field("fail", Binary("&", Select(Ref("builtin"), "#Fail"), StructLit((params,)))),)),
            ),
        )
    )
    parameters = (
        Field("url", Ref("string"), doc=("+usage=Where to ask",)),
        Field("retries", Binary("|", Unary("*", Lit(3)), Ref("int"))),
        Field("if-any", Ref("string"), optional=True),
    )
    decls = (
        Field("parameter", StructLit(parameters)),
        Comprehension((If(Binary("!=", Select(reply, "statusCode"), Bottom())),), guard),
    )
    text = render(File(("encoding/json", "vela/builtin"), decls, ("Written by velasdk.",)))
    assert text == re.sub("^( {4})+", lambda tabs: "\t" * (len(tabs[0]) // 4), WHOLE, flags=re.MULTILINE)
    assert engine.format(text) == text


WHOLE = r"""// Written by velasdk.

import (
    "encoding/json"
    "vela/builtin"
)

parameter: {
    // +usage=Where to ask
    url:       string
    retries:   *3 | int
    "if-any"?: string
}
if request.$returns.statusCode != _|_ {
    st:    request.$returns.statusCode
    reply: *json.Unmarshal(x) | null
    kind: [
        if st >= 500 {"v"},
        "invalid",
    ][0]

    // Act on the decision.
    if kind == "v" {
        fail: builtin.#Fail & {
            $params: message: "HTTP \(st)"
        }
    }
}
"""


@pytest.mark.parametrize(
    "decl",
    [
        Embed(StructLit((Comment(("c",)), ONE_FIELD), inline=True)),
        Embed(StructLit((Field("x", ONE, doc=("c",)),), inline=True)),
        Embed(StructLit((Field("x", ONE, comment="c"),), inline=True)),
        Embed(Interpolation((StructLit((Field("x", ONE, comment="c"),)),))),
        Embed(StructLit((ONE_FIELD, Comment(("c",))))),
        Field("x", ONE, comment="c", attributes=("@a(1)", "@b(2)")),
    ],
)
def test_a_comment_the_formatter_would_move_is_refused(decl: Decl) -> None:
    with pytest.raises(ValueError, match="a comment needs"):
        render(File((), (decl,)))


LABELS = st.sampled_from(["a", "bb", "cccccccc", "if", "a-b", "$params", "string", "quitelonglabel"])
LEAVES: st.SearchStrategy[Expr] = st.sampled_from(
    [X, Ref("_"), ONE, Lit(-2), Lit(1.5), Lit('"\\(x)\n'), Lit(None), Lit(True), Bottom(), StructLit(()), ListLit(())]
)


def bigger(one: st.SearchStrategy[Expr]) -> st.SearchStrategy[Expr]:
    """Expressions made of others, each kind of node in every place it can stand."""
    flags = st.booleans()
    struct = st.builds(StructLit, st.deferred(lambda: decls), flags, flags)
    clause = st.builds(For, st.sampled_from([None, "k"]), st.just("v"), one) | st.builds(If, one)
    comprehension = st.builds(Comprehension, st.lists(clause, min_size=1, max_size=2).map(tuple), struct)
    note = st.none() | st.just("c")
    attribute = st.sampled_from([(), (), ("@step(1)",)])
    doc = st.sampled_from([(), (), ("d", "e")])
    label = LABELS | st.just(Interpolation(("k", X))) | st.just(ListLit((X,)))
    field = st.builds(Field, label, one, flags, flags, doc, note, attribute)
    decl: st.SearchStrategy[Decl] = field | field | comprehension | st.builds(Embed, one) | st.just(Blank())
    decls = st.lists(decl, max_size=3).map(tuple) | st.tuples(st.just(Comment(("c",))), decl)
    item: st.SearchStrategy[ListItem] = one | comprehension
    last: st.SearchStrategy[tuple[ListItem, ...]] = st.sampled_from([(), (), (Ellipsis(),), (Ellipsis(X),)])
    items = st.tuples(st.lists(item, max_size=3), last).map(lambda both: (*both[0], *both[1]))
    return st.one_of(
        struct,
        struct,
        st.builds(ListLit, items, flags),
        st.builds(Select, one, LABELS | st.just("#X")),
        st.builds(Index, one, one),
        st.builds(Unary, st.sampled_from(["!", "-", "*", ">=", "<=", "<", ">", "=~", "!=", "!~"]), one),
        st.builds(Binary, st.sampled_from("| & || && == != < <= > >= =~ !~ + - * / + - * /".split()), one, one),
        st.builds(Call, one, st.lists(one, max_size=2).map(tuple)),
        st.builds(Interpolation, st.lists(one | st.sampled_from(["t", '"\\']), max_size=3).map(tuple)),
    )


QUIET = (HealthCheck.function_scoped_fixture, HealthCheck.too_slow, HealthCheck.filter_too_much)


@settings(max_examples=500, deadline=None, suppress_health_check=QUIET)
@given(st.recursive(LEAVES, bigger, max_leaves=12), st.recursive(LEAVES, bigger, max_leaves=6))
def test_every_tree(engine: Engine, one: Expr, two: Expr) -> None:
    try:
        text = render(File((), (Field("one", one), Field("second", two, comment="c"), Embed(one))))
    except ValueError as error:
        assert str(error).startswith("a comment needs")
        return
    assert engine.format(text) == text
