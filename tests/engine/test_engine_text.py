"""Format, evaluate and vet on the real CUE and the real packages."""

from __future__ import annotations

from pathlib import Path

import pytest

from tests.lines import BUILTIN
from velasdk.engine.client import Engine, OperationError
from velasdk.engine.protocol import Json, Value

pytestmark = pytest.mark.parametrize("engine", BUILTIN, indirect=True)

REVIEW = (Path(__file__).parents[1] / "data" / "engine" / "review.cue").read_text()


def test_format_aligns_and_is_a_fixed_point(engine: Engine) -> None:
    text = engine.format("a:   1\nlonger: {b:2,c:   3}\n")
    assert text == "a: 1\nlonger: {b: 2, c: 3}\n"
    assert engine.format(text) == text


def test_format_names_the_place_of_a_syntax_error(engine: Engine) -> None:
    with pytest.raises(OperationError) as caught:
        engine.format("a: 1\nb: }\n")
    assert (caught.value.reply.code, caught.value.reply.line, caught.value.reply.column) == ("syntax", 2, 4)


@pytest.mark.parametrize(
    ("text", "expression", "value"),
    [
        ('import "strings"\na: strings.ToUpper("x")', "a", "X"),
        ("a: b: [1, 2.5, null, true]", "a.b", [1, 2.5, None, True]),
        ("a: *1 | int", "a", 1),
        ("a: 1", "", {"a": 1}),
        ("a: 1\nb: 1 & 2", "a", 1),
        ("a: null", "a", None),
    ],
)
def test_evaluate_gives_json(engine: Engine, text: str, expression: str, value: Json) -> None:
    assert engine.evaluate(text, expression) == Value(value=value)


@pytest.mark.parametrize(
    ("text", "expression", "reason"),
    [
        ("a: string", "a", "incomplete"),
        ("a: b\nb: int", "", "incomplete"),
        ("a: 1 & 2", "a", "bottom"),
        ("a: 1", "b", "incomplete"),
        ("a: ", "", "bottom"),
        ('import "nowhere"\na: nowhere.x', "a", "bottom"),
    ],
)
def test_evaluate_says_why_not(engine: Engine, text: str, expression: str, reason: str) -> None:
    value = engine.evaluate(text, expression)
    assert not value.concrete
    assert bool(value.incomplete) == (reason == "incomplete")
    assert bool(value.bottom) == (reason == "bottom")


def test_vet_accepts_a_good_template(engine: Engine) -> None:
    vetted = engine.vet(REVIEW)
    assert vetted.errors == ()
    assert not vetted.rewritten
    assert engine.vet(REVIEW, {"url": "http://x"}).errors == ()


def test_vet_gives_the_schema_kubevela_stores(engine: Engine) -> None:
    schema = engine.vet(REVIEW).schema
    assert schema == {
        "type": "object",
        "required": ["url", "retries"],
        "properties": {
            "url": {"type": "string", "title": "url", "description": "Address of the review API"},
            "note": {"type": "string", "title": "note"},
            "retries": {"type": "integer", "title": "retries", "default": 3},
        },
    }


@pytest.mark.parametrize(
    ("template", "line", "said"),
    [
        ("a: {", 1, "expected '}'"),
        ('import "vela/nope"\na: nope.#X\n', 1, "vela/nope"),
        ('import "vela/kube"\na: kube.#Nope & {$params: {}}\n', 2, "#Nope"),
        ('import "vela/kube"\nif parameter.x != _|_ {\n\tif 1 > 2 {\n\t\ta: kube.#No\n\t}\n}\nparameter: {}', 4, "#No"),
        ('import "vela/http"\na: http.#HTTPDo & {$params: {url: "x", verb: "GET"}}\n', 2, "verb"),
        (
            'import "vela/http"\na: http.#HTTPDo & {$params: url: "x"}\nif a.$returns != _|_ {\n'
            '\tb: http.#HTTPDo & {$params: {\n\t\tmethod: "GET"\n\t\ttls_config: {secret: "s", nope: 1}\n\t}}\n}\n',
            6,
            "nope",
        ),
        ('import "vela/http"\na: http.#HTTPDo & {$params: {url: "x", method: "PATCH"}}\n', 2, "method"),
        ("a: nowhere\n", 1, "nowhere"),
        ("a: 1\na: 2\n", 1, "conflicting values"),
        ("a: #A & {c: 2}, #A: b: 1\n", 1, "not allowed"),  # CUE 0.9 gives the place of the definition
    ],
)  # fmt: skip
def test_vet_names_each_error_and_its_place(engine: Engine, template: str, line: int, said: str) -> None:
    problems = engine.vet(template).errors
    assert problems
    assert any(said in f"{problem.path} {problem.message}" and problem.line == line for problem in problems), problems


def test_vet_checks_a_parameter(engine: Engine) -> None:
    assert engine.vet(REVIEW, {"url": 7}).errors


def test_an_unused_import_is_an_error_since_1_11(engine: Engine) -> None:
    problems = engine.vet('import "strings"\na: 1\n').errors
    if engine.version().line == "1.10":
        assert not problems
    else:
        assert ["imported and not used" in problem.message and problem.line == 1 for problem in problems] == [True]


def test_vet_reports_an_upgraded_text(engine: Engine) -> None:
    vetted = engine.vet("a: [1]\nb: a + [2]\n")
    assert vetted.rewritten == (engine.version().line != "1.10")  # that line upgrades nothing
    assert bool(vetted.errors) == vetted.rewritten
