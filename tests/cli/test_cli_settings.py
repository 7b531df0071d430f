"""`[tool.velasdk]`: defaults, and one clear line for each mistake."""

from __future__ import annotations

from pathlib import Path

import pytest

from velasdk.diagnostics import VelasdkError
from velasdk.dialects import Dialect
from velasdk.settings import Addon, name_problem, read_settings

PROJECT = """
[project]
name = "house-steps"
version = "1.2.0"
description = "Houses"

[project.urls]
Home-Page = "https://example.com/house"
"""


@pytest.fixture
def project(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    monkeypatch.chdir(tmp_path)
    return tmp_path


def given(project: Path, text: str) -> None:
    (project / "pyproject.toml").write_text(text, encoding="utf-8")


def test_without_a_file_there_are_defaults(project: Path) -> None:
    settings = read_settings(project)
    assert (settings.root, settings.steps, settings.output) == (project, (Path("steps"),), Path("generated"))
    assert settings.dialects == (Dialect.BUILTIN,)
    with pytest.raises(VelasdkError, match=r"the addon has no name: write `name` under .* in a pyproject.toml here"):
        settings.addon()


def test_project_gives_the_defaults(project: Path) -> None:
    given(project, PROJECT)
    assert read_settings(project).addon() == Addon(
        name="house-steps", version="1.2.0", description="Houses", homepage="https://example.com/house"
    )


def test_everything_can_be_set(project: Path) -> None:
    given(
        project,
        PROJECT
        + """
[tool.velasdk]
steps = ["a", "b/c.py"]
output = "out"
dialects = ["builtin", "builtin"]

[tool.velasdk.addon]
name = "other"
version = "2.0.0-rc.1"
description = ""
homepage = "https://other"
icon = "https://icon"
tags = ["x", "y"]
""",
    )
    settings = read_settings(project)
    assert settings.steps == (Path("a"), Path("b/c.py"))
    assert settings.output == Path("out")
    assert settings.dialects == (Dialect.BUILTIN,)
    assert settings.addon() == Addon(
        name="other",
        version="2.0.0-rc.1",
        description="",
        homepage="https://other",
        icon="https://icon",
        tags=("x", "y"),
    )


def test_the_nearest_file_upward_counts(project: Path) -> None:
    given(project, PROJECT)
    (project / "deep" / "down").mkdir(parents=True)
    settings = read_settings(project / "deep" / "down")
    assert settings.root == project
    assert settings.steps == (project / "steps",)


@pytest.mark.parametrize(
    ("text", "said"),
    [
        ("[tool.velasdk]\nstpes = []", "unknown key `tool.velasdk.stpes`: did you mean `steps`?"),
        ("[tool.velasdk]\nxyz = 1", "unknown key `tool.velasdk.xyz`: known are `steps`, `output`, `dialects`, `addon`"),
        ("[tool.velasdk.addon]\nhome = 1", "unknown key `tool.velasdk.addon.home`: did you mean `homepage`?"),
        ('[tool.velasdk]\nsteps = "steps"', "`tool.velasdk.steps` should be a list, not a text"),
        ("[tool.velasdk]\nsteps = [1]", "`tool.velasdk.steps.0` should be a text, not a number"),
        ("[tool.velasdk]\nsteps = []", "`tool.velasdk.steps` is empty"),
        ('[tool.velasdk]\noutput = ""', "`tool.velasdk.output` is empty"),
        ("[tool.velasdk]\noutput = true", "`tool.velasdk.output` should be a text, not a boolean"),
        ("[tool.velasdk]\naddon = 2020-01-01", "`tool.velasdk.addon` should be a table, not a date"),
        ("[tool.velasdk.addon]\nversion = 1.0", "`tool.velasdk.addon.version` should be a text, not a number"),
        ("[tool.velasdk]\na = 1\noutput = 2", "should be a text, not a number; unknown key `tool.velasdk.a`"),
        ("[tool]\nvelasdk = 3", "`tool.velasdk` should be a table, not a number"),
        ("project = 3", "`project` should be a table, not a number"),
        ('[tool.velasdk]\ndialects = ["bultin"]', "there is no dialect `bultin`: use `legacy`, `builtin`"),
        ("[tool.velasdk", "is not TOML: Expected ']' at the end of a table declaration (at end of document)"),
    ],
)  # fmt: skip
def test_a_mistake_names_file_and_key(project: Path, text: str, said: str) -> None:
    given(project, text)
    with pytest.raises(VelasdkError) as caught:
        read_settings(project)
    assert str(caught.value).startswith("pyproject.toml")
    assert said in str(caught.value)


def test_a_file_that_is_not_utf8(project: Path) -> None:
    (project / "pyproject.toml").write_bytes(b"\xff")
    with pytest.raises(VelasdkError, match=r"pyproject\.toml is not UTF-8"):
        read_settings(project)


@pytest.mark.parametrize("name", ["a", "house-steps", "velasdk-steps", "x" * 57, "config-templates-more", "2fa"])
def test_names_an_addon_can_have(name: str) -> None:
    # "a" would lose no file of ours; "s" would lose schemas/
    assert name_problem(name) is None


@pytest.mark.parametrize(
    ("name", "said"),
    [
        ("House", "lower-case"),
        ("a_b", "lower-case"),
        ("a--b", "lower-case"),
        ("-a", "lower-case"),
        ("a/b", "lower-case"),
        ("a\n", "lower-case"),
        ("x" * 58, "58 characters"),
        ("config", "`config-templates/`"),
        ("meta", "`metadata.yaml`"),
        ("s", "`schemas/`"),
        ("re", "`readme.md`"),
        ("template", "`template.cue`"),
        ("definitions", "`definitions/`"),
    ],
)
def test_names_an_addon_cannot_have(name: str, said: str) -> None:
    assert said in (name_problem(name) or "")


@pytest.mark.parametrize(
    ("table", "said"),
    [
        ('[project]\nname = "My_House"\nversion = "1.0.0"', "pyproject.toml: `project.name`: 'My_House' cannot name an addon"),
        ('[project]\nname = "a"\nversion = "1.0rc1"', "`project.version`: '1.0rc1' is no version of an addon"),
        ('[project]\nname = "a"\nversion = "1.0.0+build"', "'1.0.0+build' is no version"),
        ('[project]\nname = "a"\nversion = "1.0.01"', "'1.0.01' is no version"),
        ('[project]\nname = "a"\ndynamic = ["version"]', "the addon has no version: write `version` under"),
        ('[tool.velasdk.addon]\nname = "re"\nversion = "1.0.0"', "`tool.velasdk.addon.name`: 're' cannot name an addon"),
    ],
)
def test_only_what_writes_an_addon_needs_its_name(project: Path, table: str, said: str) -> None:
    given(project, table)
    settings = read_settings(project)
    with pytest.raises(VelasdkError) as caught:
        settings.addon()
    assert said in str(caught.value)
    assert ("set `" in str(caught.value)) == ("`project." in str(caught.value))
