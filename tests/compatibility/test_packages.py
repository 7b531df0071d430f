"""Whole packages of an addon, made by this velasdk, by an older one, or by hand."""

from __future__ import annotations

import io
import sys
from collections.abc import Mapping, Sequence
from pathlib import Path

import pytest

from velasdk.addon.tree import tree
from velasdk.cli.compatible import print_compatibility
from velasdk.compiler import Compiled
from velasdk.contract import FILE
from velasdk.diagnostics import VelasdkError
from velasdk.dialects import Dialect
from velasdk.publish.compatibility import Finding, compare, compatible, version_problem
from velasdk.publish.kinds import RULES, Kind
from velasdk.report.compatibility import lines, records
from velasdk.settings import READ_BY_KUBEVELA, Addon

from .pairs import ADDON, promised, version

REVIEW, ORDER = version("review", {}), version("order", {})
RENAMED = version("review", {"open-review": "review-open"})
RETOLD = version("review", {'Fail("rejected")': 'Fail("no")'})


def package(*steps: Compiled, addon: Addon = ADDON, contract: bool = True) -> dict[str, bytes]:
    """The files of an addon, as an older velasdk had them if they are without a contract."""
    files = tree(addon, Dialect.BUILTIN, steps, Path(__file__).parent)
    return {path: text.encode() for path, text in files.items() if contract or path != FILE}


def found(old: Mapping[str, bytes], new: Mapping[str, bytes]) -> list[tuple[str, Kind]]:
    return [(one.step, one.kind) for one in compatible(old, new)]


def test_a_package_is_compatible_with_itself() -> None:
    assert compatible(package(REVIEW, ORDER), package(REVIEW, ORDER)) == []
    another = Addon(name=ADDON.name, version="1.1.0", description="Other words")
    assert compatible(package(REVIEW, ORDER), package(REVIEW, ORDER, addon=another)) == []


def test_steps_come_and_go() -> None:
    assert found(package(REVIEW, ORDER), package(ORDER)) == [("review", Kind.STEP_REMOVED)]
    assert found(package(ORDER), package(REVIEW, ORDER)) == [("review", Kind.STEP_ADDED)]


def test_a_text_that_promises_the_same_is_a_patch() -> None:
    assert found(package(REVIEW), package(RETOLD)) == [("review", Kind.TEXT)]


def test_a_definition_with_a_version_of_its_own() -> None:
    """KubeVela keeps a revision for it, and never changes that (kubevela `core/revison.go`)."""
    old, same, later = (
        version("order", {'name="order"': f'name="order", version="{own}"', "order-open": label})
        for own, label in (("1.0.0", "order-open"), ("1.0.0", "open-order"), ("1.1.0", "open-order"))
    )
    told = compatible(package(old), package(same))
    assert [one.kind for one in told] == [Kind.SUSPEND_RENAMED, Kind.SAME_VERSION]
    assert told[1].change == "the definition differs, and its own version is still 1.0.0"
    assert found(package(old), package(later)) == [("order", Kind.SUSPEND_RENAMED)]
    assert found(package(old), package(old)) == []
    bare = package(old, contract=False)
    assert found(bare, package(same)) == [("order", Kind.UNKNOWN), ("order", Kind.SAME_VERSION)]


def test_findings_are_sorted_by_step() -> None:
    order = version("order", {"order-open": "open-order"})
    assert found(package(REVIEW, ORDER), package(RENAMED, order)) == [
        ("order", Kind.SUSPEND_RENAMED),
        ("review", Kind.SUSPEND_RENAMED),
    ]


@pytest.mark.parametrize(
    ("old", "new", "kind"),
    [
        (">=1.10.0", ">=1.11.0", Kind.VELA_NARROWED),
        (">=1.10.0", ">=1.10.0, <1.12.0", Kind.VELA_NARROWED),
        ("", ">=1.10.0", Kind.VELA_NARROWED),
        (">=1.10.0", "~1.10", Kind.VELA_NARROWED),
        (">=1.10.0, <1.12.0", ">=1.10.0", Kind.VELA_WIDENED),
        (">=1.10.0", ">= v1.9.8", Kind.VELA_WIDENED),
        ("~1.10", "", Kind.VELA_WIDENED),
        (">=1.10.0", ">=1.10.0", None),
    ],
)
def test_the_versions_of_kubevela(old: str, new: str, kind: Kind | None) -> None:
    before, after = (promised(ORDER).model_copy(update={"vela": each}) for each in (old, new))
    assert [one.kind for one in compare(before, after)] == ([kind] if kind else [])


def test_another_dialect_and_another_addon() -> None:
    contract = promised(ORDER)
    other = contract.model_copy(update={"dialect": Dialect.LEGACY})
    assert [one.kind for one in compare(contract, other)] == [Kind.DIALECT]
    with pytest.raises(VelasdkError, match="two addons"):
        compare(contract, contract.model_copy(update={"addon": "others"}))


def test_of_a_package_without_a_contract_only_steps_are_known() -> None:
    bare = package(REVIEW, ORDER, contract=False)
    assert found(bare, package(REVIEW, ORDER)) == [], "the same text promises the same"
    assert found(bare, package(REVIEW)) == [("order", Kind.STEP_REMOVED)]
    assert found(bare, package(RENAMED, ORDER)) == [("review", Kind.UNKNOWN)]
    [told] = compatible(bare, package(RENAMED, ORDER))
    assert told.change == "the step cannot be compared: the published version has no contract of it"
    assert found(package(RENAMED, ORDER), bare) == [("review", Kind.UNKNOWN)]


HAND_MADE = {
    "metadata.yaml": b"name: reviews\nversion: 0.9.0\n",
    "definitions/one.yml": b"# by hand\nkind: WorkflowStepDefinition\nmetadata: {name: review, namespace: vela-system}\n",
    "definitions/deep/two.yaml": b'kind: WorkflowStepDefinition\nmetadata: {name: "order"}\n',
    "definitions/trait.yaml": b"kind: TraitDefinition\nmetadata: {name: scaler}\n",
    "definitions/README.md": b"# no definition",
    "resources/definitions/x.yaml": b"kind: WorkflowStepDefinition\nmetadata: {name: x}\n",
}


def test_steps_of_a_package_made_by_hand() -> None:
    assert found(HAND_MADE, package(REVIEW)) == [("order", Kind.STEP_REMOVED), ("review", Kind.UNKNOWN)]


@pytest.mark.parametrize(
    ("path", "content"),
    [
        ("definitions/three.cue", b'"three": type: "workflow-step"'),
        ("definitions/three.yaml", b"kind: WorkflowStepDefinition\nmetadata: {name: [}\n"),
        ("definitions/three.yaml", b"kind: WorkflowStepDefinition\nmetadata: &a {name: three}\n"),
        ("definitions/three.yaml", b"kind: WorkflowStepDefinition\nmetadata: {name: 3}\n"),
        ("definitions/three.yaml", b"kind: WorkflowStepDefinition\n---\nkind: WorkflowStepDefinition\n"),
        ("definitions/three.yaml", b"- kind: WorkflowStepDefinition\n"),
        ("definitions/three.yaml", b"kind: SomethingElse\nmetadata: {name: three}\n"),
    ],
)
def test_what_a_file_defines_is_not_guessed(path: str, content: bytes) -> None:
    odd = {**package(ORDER), path: content}
    [told] = compatible(odd, package(ORDER))
    assert (told.step, told.kind) == ("", Kind.UNKNOWN)
    assert told.change == f"{path} cannot be compared: it is no YAML of a definition"
    assert compatible(odd, odd) == []
    assert found(package(ORDER), odd) == [("", Kind.UNKNOWN)]


def test_kubevela_does_not_read_the_contract() -> None:
    """Its reader goes by the beginnings of paths (`pkg/addon/addon.go`)."""
    assert not any(FILE.startswith(known.rstrip("/")) for known in (*READ_BY_KUBEVELA, "README.md", "NOTES.cue", "resources"))


def test_the_contract_says_what_it_is_for() -> None:
    text = package(ORDER)[FILE].decode()
    head, _, rest = text.partition("format:")
    assert rest
    assert [line[:2] for line in head.splitlines()] == ["# "] * 3
    assert "velasdk publish" in head


@pytest.mark.parametrize(
    ("kinds", "old", "small", "enough"),
    [
        ([], "1.2.3", None, "1.2.4"),
        ([Kind.TEXT], "1.2.3", None, "1.2.4"),
        ([Kind.UNKNOWN], "1.2.3", None, "1.2.4"),
        ([Kind.PARAMETER_ADDED], "1.2.3", "1.2.99", "1.3.0"),
        ([Kind.PARAMETER_ADDED, Kind.STEP_REMOVED], "1.2.3", "1.99.0", "2.0.0"),
        ([Kind.STEP_REMOVED], "0.2.3", "0.2.99", "0.3.0"),
        ([Kind.PARAMETER_ADDED], "0.2.3", None, "0.2.4"),
        ([Kind.STEP_REMOVED], "0.0.3", "0.0.99", "0.1.0"),
        ([Kind.STEP_REMOVED], "v1.2", "1.2.1", "2.0.0"),
        ([Kind.STEP_REMOVED], "1.2.3+build.7", "1.3.0", "2.0.0"),
        ([Kind.STEP_REMOVED], "2.0.0-rc.1", None, "2.0.0"),
    ],
)
def test_the_step_of_the_version(kinds: Sequence[Kind], old: str, small: str | None, enough: str) -> None:
    findings = [Finding("a", kind, "", "") for kind in kinds]
    assert version_problem(findings, old, enough) is None
    assert version_problem(findings, old, "7.0.0-alpha") is None
    if small is not None:
        assert str(version_problem(findings, old, small)).endswith(f": make it {enough} or later")


@pytest.mark.parametrize(
    ("old", "new", "said"),
    [
        ("1.2.3", "1.3.0", "1.3.0 is too small a step from 1.2.3 for 2 breaking changes: make it 2.0.0 or later"),
        ("1.2.3", "2.0.0-rc.1", None),
        ("1.2.3", "1.2.2", "1.2.2 is not later than 1.2.3, which is published"),
        ("1.2.3", "1.2.3-rc.1", "1.2.3-rc.1 is not later than 1.2.3, which is published"),
        ("1.2.3", "1.2.3", "1.2.3 is too small a step from 1.2.3 for 2 breaking changes: make it 2.0.0 or later"),
        ("0.2.3", "0.2.9", "0.2.9 is too small a step from 0.2.3 for 2 breaking changes: make it 0.3.0 or later"),
        ("2.0.0-rc.2", "2.0.0-rc.10", None),
        ("2.0.0-rc.2", "2.0.0-rc.1", "2.0.0-rc.1 is not later than 2.0.0-rc.2, which is published"),
        ("2.0.0-rc.2", "2.0.0-rc", "2.0.0-rc is not later than 2.0.0-rc.2, which is published"),
        ("2.0.0-2", "2.0.0-alpha", None),
    ],
)
def test_what_is_said_of_a_version(old: str, new: str, said: str | None) -> None:
    breaking = [Finding("a", kind, "", "") for kind in (Kind.STEP_REMOVED, Kind.KEY_REMOVED, Kind.STEP_ADDED)]
    assert version_problem(breaking, old, new) == said


def test_a_version_replaces_itself_where_no_promise_is_another() -> None:
    assert version_problem([Finding("a", Kind.TEXT, "", "")], "1.2.3", "1.2.3") is None
    said = version_problem([Finding("a", Kind.STEP_ADDED, "", "")], "1.2.3", "1.2.3")
    assert said == "1.2.3 is too small a step from 1.2.3 for 1 addition: make it 1.3.0 or later"


@pytest.mark.parametrize("text", ["", "latest", "1.2.3.4", "1.-2.3", "1" * 300, "1.2.3-", "1.2\n", "１.2.3"])
def test_what_is_no_version(text: str) -> None:
    with pytest.raises(VelasdkError, match="is no version"):
        version_problem([], text, "1.0.0")


def test_what_is_printed() -> None:
    findings = compatible(package(REVIEW, ORDER), package(RENAMED))
    assert list(lines(findings)) == [
        "order: breaking: the step is gone",
        f"  runs in flight: {RULES[Kind.STEP_REMOVED].in_flight}",
        "review: breaking: a suspend has another label: `open-review` -> `review-open`",
        "  runs in flight: A run that waits at `open-review`, suspended or resumed, suspends again at `review-open` unless its "
        "answer has changed: a resume of `open-review` counts for nothing, and another one is needed. What looks for "
        "`open-review` does not find it.",
    ]
    assert records(findings)[0] == {
        "step": "order",
        "kind": "step-removed",
        "asks": "major",
        "change": "the step is gone",
        "in_flight": RULES[Kind.STEP_REMOVED].in_flight,
    }


class Terminal(io.StringIO):
    def isatty(self) -> bool:
        return True


@pytest.mark.parametrize("kind", [Terminal, io.StringIO])
def test_a_terminal_gets_a_table(kind: type[io.StringIO], monkeypatch: pytest.MonkeyPatch) -> None:
    shown = kind()
    monkeypatch.setattr(sys, "stdout", shown)
    monkeypatch.setenv("NO_COLOR", "1")
    monkeypatch.setenv("COLUMNS", "400")
    print_compatibility(
        [*compatible(package(REVIEW, ORDER), package(RENAMED)), Finding("odd", Kind.TEXT, "[red]\x1b[31m", "d")]
    )
    assert ("│" in shown.getvalue()) == (kind is Terminal)
    assert ("order: breaking: the step is gone" in shown.getvalue()) == (kind is io.StringIO)
    assert all(RULES[each].in_flight.format(old="open-review", new="review-open") in shown.getvalue() for each in TOLD)
    assert "[red]\\x1b[31m" in shown.getvalue()
    assert "\x1b[31m" not in shown.getvalue()


TOLD = (Kind.STEP_REMOVED, Kind.SUSPEND_RENAMED)


def test_whatever_is_printed_stays_on_its_line() -> None:
    odd = [Finding("a\nb", Kind.TEXT, "c\x1b[31m\u202e", "d\r\n")]
    assert all(line.isprintable() for line in lines(odd))


def test_sentences_have_what_they_name() -> None:
    for kind, rule in RULES.items():
        said = rule.change.format_map({"name": "N", "old": "O", "new": "W"})
        assert rule.in_flight.endswith("."), kind
        assert not rule.change.endswith("."), kind
        assert "{" not in said + rule.in_flight.format_map({"name": "N", "old": "O", "new": "W"})
