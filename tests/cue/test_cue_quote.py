"""Text is data: whatever a text contains, the literal evaluates to it, and nothing in it is read as CUE."""

from unicodedata import is_normalized

import pytest
from hypothesis import HealthCheck, assume, given, settings
from hypothesis import strategies as st

from velasdk.cue import Comment, Expr, Field, File, Index, Interpolation, Lit, Ref, Select, StructLit
from velasdk.engine.client import Engine
from velasdk.printer import quote, render

QUOTED = {
    "": '""',
    "plain": '"plain"',
    "it's": '''"it's"''',
    'a"b': r'"a\"b"',
    "a\\b": r'"a\\b"',
    r"\(x)": r'"\\(x)"',
    "a\nb\r\tc": r'"a\nb\r\tc"',
    "\x00\x01\x08\x0b\x0c\x1b\x7f": r'"\u0000\u0001\u0008\u000B\u000C\u001B\u007F"',
    "\x80\x85\xa0\xad": r'"\u0080\u0085\u00A0\u00AD"',
    "\u2028\u2029": r'"\u2028\u2029"',
    "\u061c\u200e\u200f\u202a\u202b\u202c\u202d\u202e": r'"\u061C\u200E\u200F\u202A\u202B\u202C\u202D\u202E"',
    "\u2066\u2067\u2068\u2069": r'"\u2066\u2067\u2068\u2069"',
    "\ufeff\ufffe\uffff\U000e0001\U0010ffff": r'"\uFEFF\uFFFE\uFFFF\U000E0001\U0010FFFF"',
    "grün ß 审批 🚀": '"grün ß 审批 🚀"',
    "{{ x }} ${x} #{x} // no /* comment": '"{{ x }} ${x} #{x} // no /* comment"',
    '"""': r'"\"\"\""',
}
TEXT = st.text(st.characters(exclude_categories=["Cs"])) | st.text("\\\"()#\n'/ x{}_|")
MANY = settings(max_examples=200, deadline=None, suppress_health_check=[HealthCheck.function_scoped_fixture])


@pytest.mark.parametrize("text", QUOTED)
def test_quote(text: str, engine: Engine) -> None:
    assert quote(text) == QUOTED[text]
    assert engine.evaluate(f"x: {quote(text)}", "x").value == text


@pytest.mark.parametrize("text", ["\ud800", "a\udfffb"])
def test_a_lone_surrogate_has_no_literal(text: str) -> None:
    with pytest.raises(ValueError, match="lone surrogate"):
        quote(text)


@MANY
@given(TEXT)
def test_a_literal_evaluates_to_its_text(engine: Engine, text: str) -> None:
    assert engine.evaluate(f"x: {quote(text)}", "x").value == text


@MANY
@given(TEXT, TEXT)
def test_text_around_an_interpolation_is_text(engine: Engine, before: str, after: str) -> None:
    decls = (Field("a", Lit('"7"')), Field("x", Interpolation((before, Ref("a"), after))))
    text = render(File((), decls))
    assert engine.format(text) == text
    assert engine.evaluate(text, "x").value == f'{before}"7"{after}'


@MANY
@given(TEXT | st.sampled_from(["_x", "#X", "_#X", "__x", "_", "if", "null", "string", "div", "$x", "a-b", "1", "ä"]))
def test_a_label_is_a_regular_field(engine: Engine, label: str) -> None:
    """The label is the key of the JSON, and both ways to select it find it."""
    assume(is_normalized("NFC", label))  # CUE composes labels; other names are refused (VS010)
    selected: tuple[Expr, ...] = (Index(Ref("s"), Lit(label)),)
    if not label.startswith("#"):  # there it selects a definition
        selected += (Select(Ref("s"), label),)
    struct = Field("s", StructLit((Field(label, Lit(1)),)))
    text = render(File((), (struct, *(Field(f"v{n}", expr) for n, expr in enumerate(selected)))))
    assert engine.format(text) == text
    value = engine.evaluate(text)
    assert value.concrete, value
    assert value.value == {"s": {label: 1}} | {f"v{n}": 1 for n in range(len(selected))}


def test_a_predeclared_name_as_label_does_not_capture_the_type(engine: Engine) -> None:
    text = render(File((), (Field("string", Ref("string")), Field("len", Lit(3)), Field("x", Lit("a")))))
    assert text == '"string": string\n"len":    3\nx:        "a"\n'
    assert engine.format(text) == text


def test_definitions_and_hidden_fields_are_asked_for() -> None:
    decls = (
        Field("#X", Lit(1), special=True),
        Field("_x", Lit(1), special=True),
        Field("x", Select(Ref("op"), "#Fail")),
    )
    assert render(File((), decls)) == "#X: 1\n_x: 1\nx:  op.#Fail\n"
    assert render(File((), (Field("#X", Lit(1)), Field("_x", Select(Ref("a"), "_x"))))) == '"#X": 1\n"_x": a["_x"]\n'
    assert render(File((), (Field("a b", Lit(1), special=True),))) == '"a b": 1\n'


@pytest.mark.parametrize("name", ["", "a b", "a-b", "if", "null", "1a", "__x", "a.b", "x\n", "_|_"])
def test_a_reference_is_an_identifier(name: str) -> None:
    with pytest.raises(ValueError, match="not a CUE identifier"):
        render(File((), (Field("x", Ref(name)),)))


def test_comments_are_lines_of_text(engine: Engine) -> None:
    decls = (Comment(("one\ntwo ", "")), Field("x", Lit(1), doc=("a\nb: 2",), comment="c: \\(x)"))
    text = render(File((), decls, doc=("h\ni: 1",)))
    assert text == "// h\n// i: 1\n\n// one\n// two\n//\n// a\n// b: 2\nx: 1 // c: \\(x)\n"
    assert engine.format(text) == text
    assert engine.evaluate(text).value == {"x": 1}


@pytest.mark.parametrize("char", ["\t", "\r", "\x00", "\x0b", "\x0c", "\x7f", "\x85", "\u2028", "\u202e", "\ufeff"])
def test_a_comment_refuses_what_is_not_seen(char: str) -> None:
    commented = (Field("x", Lit(1), doc=(char,)), Field("x", Lit(1), comment=char), Comment((char,)))
    for decl in commented:
        with pytest.raises(ValueError, match="a comment cannot contain"):
            render(File((), (decl, Field("y", Lit(1)))))
    with pytest.raises(ValueError, match="a comment cannot contain"):
        render(File((), (), doc=(char,)))
    with pytest.raises(ValueError, match="a comment cannot contain"):
        render(File((), (Field("x", Lit(1), comment="a\nb"),)))


@pytest.mark.parametrize("attribute", ["step(1)", "@step", "@step(1)\nx: 2", "@step(1) // x", '@a("")', "@a(()"])
def test_an_attribute_is_one_attribute(attribute: str) -> None:
    with pytest.raises(ValueError, match="not a CUE attribute"):
        render(File((), (Field("x", Lit(1), attributes=(attribute,)),)))


@pytest.mark.parametrize(
    ("value", "text"),
    [(None, "null"), (True, "true"), (False, "false"), (0, "0"), (-1, "-1"), (10**40, "1" + "0" * 40)]
    + [(1.0, "1.0"), (1e21, "1e+21"), (1e-7, "1e-07"), (-0.5, "-0.5"), ("1", '"1"')],
)
def test_scalars(value: str | float | bool | None, text: str, engine: Engine) -> None:
    rendered = render(File((), (Field("x", Lit(value)),)))
    assert rendered == f"x: {text}\n"
    assert engine.format(rendered) == rendered
    assert engine.evaluate(rendered, "x").value == value


@pytest.mark.parametrize("value", [float("inf"), float("-inf"), float("nan")])
def test_a_number_is_finite(value: float) -> None:
    with pytest.raises(ValueError, match="CUE has no"):
        render(File((), (Field("x", Lit(value)),)))
