"""Contracts: their YAML, what comparing any two of them says, and files that are none."""

from __future__ import annotations

import time
from typing import Any

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from tests.depth import share
from velasdk.addon.yaml_text import dump
from velasdk.contract import Contract, Promise
from velasdk.diagnostics import VelasdkError
from velasdk.dialects import Dialect
from velasdk.publish.compatibility import compare
from velasdk.publish.kinds import Kind
from velasdk.publish.published import read_contract
from velasdk.publish.shapes import Change, Shapes
from velasdk.publish.yaml_data import LARGEST, MOST

from .pairs import promised, version
from .values import VALUES, contracts, promises, tables, takes_fields

SLOW = settings(
    max_examples=share(500), deadline=None, suppress_health_check=[HealthCheck.too_slow, HealthCheck.data_too_large]
)


@SLOW
@given(contracts())
def test_a_contract_comes_back_from_its_file(contract: Contract) -> None:
    text = dump(contract.data())
    back = read_contract(text.encode())
    assert back.data() == contract.data()
    assert dump(back.data()) == text
    assert compare(contract, back) == []


@SLOW
@given(promises(), promises(), st.sampled_from(sorted(Promise.model_fields)))
def test_what_differs_is_found(old: Promise, other: Promise, part: str) -> None:
    """Also where only one part of a step promises something else."""
    data = {name: value for name, value in old.data().items() if name != part}
    new = Promise.model_validate(data | {name: value for name, value in other.data().items() if name == part})
    before, after = (
        Contract(format=1, addon="a", dialect=Dialect.BUILTIN, vela="", steps={"s": promise}) for promise in (old, new)
    )
    assert bool(compare(before, after)) == (old.data() != new.data())


@SLOW
@given(tables(), tables(), tables(1), tables(1))
def test_what_is_called_compatible_takes_every_value_it_took(
    before: dict[str, Any], after: dict[str, Any], model: dict[str, Any], other: dict[str, Any]
) -> None:
    """And takes no other, unless it says so. What was passed over before a field was declared is another matter."""
    old, new = (
        Promise.model_validate({"parameters": table, "models": {"M": one, "N": other}})
        for table, one in ((before, model), (after, other))
    )
    found = {one.change for one in Shapes(old.models, new.models).fields(old.parameters, new.parameters)}
    if found & {Change.ADDED, Change.REQUIRED, Change.REMOVED}:
        return
    for name, value in ((name, value) for name in old.parameters for value in VALUES):
        took, now = (takes_fields({name: one.parameters[name]}, one.models, {name: value}) for one in (old, new))
        if took and not now:
            assert found & {Change.RETYPED, Change.NARROWED}, (name, value)
        if now and not took:
            assert found & {Change.RETYPED, Change.NARROWED, Change.WIDENED, Change.OPTIONAL}, (name, value)


@SLOW
@given(tables(), tables())
def test_the_way_back_is_the_opposite(before: dict[str, Any], after: dict[str, Any]) -> None:
    """What is widened on the way there is narrowed on the way back."""
    models = {"M": {"a": {"type": "integer"}}, "N": {}}
    old, new = (Promise.model_validate({"parameters": table, "models": models}) for table in (before, after))
    there = {(one.path, one.change) for one in Shapes(old.models, new.models).fields(old.parameters, new.parameters)}
    back = {(one.path, one.change) for one in Shapes(new.models, old.models).fields(new.parameters, old.parameters)}
    for path, change in there:
        if change is Change.WIDENED:
            assert (path, Change.NARROWED) in back
        if change in (Change.DEFAULT, Change.RETYPED, Change.RENUMBERED):
            assert (path, change) in back
        if change is Change.ADDED:
            assert (path, Change.REMOVED) in back


HEAD = b"format: 1\naddon: a\ndialect: builtin\nvela: ''\nsteps:\n"


def chain(length: int, times: int) -> bytes:
    """Models that each name the next so many times."""
    text = b"  s:\n    parameters: {p: {type: object, model: m0}}\n    models:\n"
    for at in range(length):
        fields = ", ".join(f"f{n}: {{type: object, model: m{at + 1}}}" for n in range(times))
        text += f"      m{at}: {{{fields}}}\n".encode()
    return HEAD + text + f"      m{length}: {{}}\n".encode()


HOSTILE: dict[str, tuple[bytes, str]] = {
    "nothing": (b"", "contract.yaml is no contract: Input should be a valid dictionary"),
    "a list": (b"- 1\n", "is no contract"),
    "no YAML": (b"format: 1\n  addon: [", "contract.yaml:2 is no YAML: "),
    "no UTF-8": (b"format: 1\naddon: \xff\xfe\n", "is no YAML"),
    "a NUL": (b"format: 1\naddon: \0\n", "is no YAML"),
    "two documents": (b"format: 1\n---\nformat: 1\n", "has more than one document"),
    "a later format": (b"format: 2\nsomething: else\n", "has format 2, and this velasdk reads 1: use a newer one"),
    "a format that is no number": (b"format: '1'\nsteps: {}\n", "is no contract: `format`"),
    "a format that is true": (b"format: true\nsteps: {}\n", "is no contract"),
    "no format": (HEAD.replace(b"format: 1\n", b"") + b"  {}\n", "is no contract: `format`: Field required"),
    "an unknown key": (HEAD + b"  s: {parametres: {}}\n", "`steps.s.parametres`: Extra inputs are not permitted"),
    "an unknown type": (HEAD + b"  s: {parameters: {p: {type: date}}}\n", "`steps.s.parameters.p`"),
    "a number for a text": (HEAD.replace(b"addon: a", b"addon: 7") + b"  {}\n", "`addon`"),
    "a text for a number": (HEAD + b"  s: {parameters: {p: {type: integer, ge: '1'}}}\n", "`steps.s.parameters.p.integer.ge`"),
    "true for a number": (HEAD + b"  s: {parameters: {p: {type: integer, ge: true}}}\n", "ge`"),
    "a year for a number": (HEAD + b"  s: {parameters: {p: {type: integer, ge: 2026-11-23}}}\n", "ge`"),
    "a very long number": (HEAD + b"  s: {parameters: {p: {type: integer, ge: " + b"9" * 5000 + b"}}}\n", "ge`"),
    "minutes for a number": (HEAD + b"  s: {parameters: {p: {type: integer, ge: 1" + b":59" * 100_000 + b"}}}\n", "ge`"),
    "no values": (HEAD + b"  s: {parameters: {p: {type: choice, values: []}}}\n", "values"),
    "values of two kinds": (HEAD + b"  s: {parameters: {p: {type: choice, values: [1, a]}}}\n", "values"),
    "a model that is not there": (HEAD + b"  s: {outputs: {o: {type: object, model: M}}}\n", "step `s` has no model `M`"),
    "a reply that is not there": (HEAD + b"  s: {once: {o: {request: GET /, reply: M}}}\n", "step `s` has no model `M`"),
    "an alias": (HEAD + b"  a: &a {}\n  b: *a\n", "has an anchor, an alias or a tag in line 6"),
    "a tag": (HEAD + b"  s: !!python/object/apply:os.system ['true']\n", "has an anchor, an alias or a tag"),
    "a key twice": (HEAD + b"  s: {}\n  s: {}\n", "has a key twice in line 7"),
    "a key that is a list": (HEAD + b"  ? [s]\n  : {}\n", "has a key that is no text in line 6"),
    "a bomb": (
        b"a: &a [x,x,x,x,x,x,x,x]\n"
        + b"".join(b"%c: &%c [*%c,*%c,*%c,*%c]\n" % (c + 1, c + 1, c, c, c, c) for c in range(97, 120)),
        "has an anchor, an alias or a tag in line 1",
    ),
    "deep lists": (b"[" * 100_000, "is nested too deep to be read"),
    "deep mappings": (b"{a: " * 100_000, "is nested too deep to be read"),
    "deep blocks": (b"\n".join(b" " * at + b"a:" for at in range(1500)), "is nested too deep to be read"),
    "many values": (b"[" + b"0," * (MOST + 1) + b"]", "holds too much to be read"),
    "many keys": (b"".join(b"k%d:\n" % at for at in range(MOST)), "holds too much to be read"),
    "large": (b"# " + b"x" * LARGEST, "has more than 2 MB"),
}


@pytest.mark.parametrize(("content", "said"), HOSTILE.values(), ids=HOSTILE)
def test_what_is_no_contract(content: bytes, said: str) -> None:
    begun = time.process_time()
    with pytest.raises(VelasdkError) as refused:
        read_contract(content)
    assert said in str(refused.value)
    assert str(refused.value).startswith("contract.yaml")
    assert len(str(refused.value)) < 600
    assert time.process_time() - begun < 3


LARGE = {"a long chain": chain(60, 1), "a wide chain": chain(30, 2), "both": chain(49, 20)}


@pytest.mark.parametrize("content", LARGE.values(), ids=LARGE)
def test_models_without_end(content: bytes) -> None:
    contract = read_contract(content)
    begun = time.process_time()
    with pytest.raises(VelasdkError, match="too large to be compared"):
        compare(contract, contract)
    assert time.process_time() - begun < 3


def test_a_model_may_contain_itself() -> None:
    def contract(kind: bytes) -> Contract:
        node = b"{next: {type: object, model: m, nullable: true}, value: {type: " + kind + b"}}"
        return read_contract(HEAD + b"  s: {parameters: {p: {type: object, model: m}}, models: {m: " + node + b"}}\n")

    assert compare(contract(b"string"), contract(b"string")) == []
    [found] = compare(contract(b"string"), contract(b"integer"))
    assert found.change == "parameter `p.value` has another type: string -> integer"


def test_members_that_cannot_be_told_apart() -> None:
    odd = read_contract(HEAD + b"  s: {parameters: {p: {type: one of, types: [{type: string}, {type: string}]}}}\n")
    with pytest.raises(VelasdkError, match="the members of `string or string` cannot be told apart"):
        compare(odd, odd)


def test_texts_that_look_like_something_else() -> None:
    names = ["yes", "null", "1", "2026-11-23", "1:20", "~", "", " ", "a: b", "# c", "\u202e", "é\n\t"]
    steps = {name: promised(version("order", {})).steps["order"] for name in names}
    contract = promised(version("order", {})).model_copy(update={"steps": steps})
    assert list(read_contract(dump(contract.data()).encode()).steps) == names


def test_a_long_default_is_cut() -> None:
    old, new = (
        version("review", {"note: str | None = None\n    told": f'note: str = "{text}"\n    told'})
        for text in ("x" * 9000, "x" * 9001)
    )
    [found] = compare(promised(old), promised(new))
    assert found.kind is Kind.PARAMETER_DEFAULT
    assert len(found.change) < 500
