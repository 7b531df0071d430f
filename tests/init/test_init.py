"""`velasdk init`: what it makes is green by its own words, and nobody loses a file by it."""

from __future__ import annotations

import os
import re
import shutil
import subprocess
import sys
from collections.abc import Iterator
from pathlib import Path

import pytest

from tests.depth import FULL
from tests.painting import Project, Ran
from velasdk.definition import BUILTIN_STEPS
from velasdk.diagnostics import VelasdkError
from velasdk.engine.client import Engine
from velasdk.scaffold.names import USED, class_of, project_name, step_name, suggested
from velasdk.scaffold.project import files_of

FILES = (
    ".github/workflows/ci.yml",
    ".gitignore",
    ".pre-commit-config.yaml",
    "README.md",
    "pyproject.toml",
    "steps/review.py",
    "tests/test_review.py",
    "tests/test_review_engine.py",
)
LONG = ("velasdk simulate", "velasdk verify", "python -m pytest -q\n", "mypy", "pyright", "ruff")
"""What the README shows and only the full tests run: engines, and what reads all of the code."""

SET_UP = ("python -m venv", "pip install", "velasdk engine build")


@pytest.fixture
def here(tmp_path: Path, monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]) -> Project:
    (tmp_path / "work").mkdir()
    monkeypatch.chdir(tmp_path / "work")
    return Project(tmp_path / "work", capsys)


def tree(folder: Path) -> dict[str, str]:
    return {path.relative_to(folder).as_posix(): path.read_text() for path in sorted(folder.rglob("*")) if path.is_file()}


def test_it_says_what_it_writes_and_what_is_next(here: Project) -> None:
    ran = here.velasdk("init", "shop-steps")
    assert (ran.code, ran.err) == (0, "")
    assert ran.out.startswith("".join(f"wrote shop-steps/{file}\n" for file in FILES) + "next:\n  cd shop-steps\n")
    assert tuple(tree(here.root / "shop-steps")) == FILES
    assert {f"shop-steps/{path}" for path in FILES} == set(tree(here.root))


def commands(page: str) -> Iterator[tuple[str, str]]:
    for block in re.findall(r"^```console\n(.*?)^```$", page, re.MULTILINE | re.DOTALL):
        for part in re.split(r"^\$ ", block, flags=re.MULTILINE)[1:]:
            command, _, output = part.partition("\n")
            if not command.startswith(SET_UP) and (FULL or not f"{command}\n".startswith(LONG)):
                yield command, output


@pytest.mark.parametrize(
    ("project", "step"),
    [("shop-steps", "review"), ("a", "w" * 32), ("x" * 57, "status")] if FULL else [("shop-steps", "status")],
)
def test_its_readme_is_true(here: Project, project: str, step: str, engine: Engine) -> None:
    engine.version()  # it is built, as the README has it
    assert here.velasdk("init", project, "--step", step).code == 0
    folder = here.root / project
    path = f"{Path(sys.executable).parent}{os.pathsep}{os.environ['PATH']}"
    environment = {**os.environ, "PATH": path, "COLUMNS": "80"}
    environment.pop("CI", None)
    told = list(commands((folder / "README.md").read_text()))
    assert len(told) == (9 if FULL else 3)
    for command, shown in told:
        run = subprocess.run(
            ["bash", "-c", command], cwd=folder, env=environment, capture_output=True, text=True, check=False, timeout=600
        )
        assert untimed(run.stdout) == untimed(shown), f"{command}: {run.stdout}{run.stderr}"
    git = ("git", "-c", "init.defaultBranch=main")
    subprocess.run([*git, "init", "-q"], cwd=folder, check=True)
    ignored = subprocess.run(
        [*git, "status", "--short", "-uall"], cwd=folder, capture_output=True, text=True, check=True
    ).stdout
    assert not [line for line in ignored.splitlines() if "cache" in line]


@pytest.mark.parametrize("length", [1, 24, 25, 32])
def test_ruff_has_nothing_to_lay_out(here: Project, length: int) -> None:
    """Whatever the name: a longer one is broken over lines."""
    assert here.velasdk("init", "shop-steps", "--step", "w" * length).code == 0
    for command in (("format", "--check"), ("check",)):
        subprocess.run([sys.executable, "-m", "ruff", *command, "--no-cache", "shop-steps"], check=True)


def untimed(text: str) -> str:
    return re.sub(r"in \d+\.\d\ds", "in n s", text)


def test_its_workflow_is_one(here: Project) -> None:
    here.velasdk("init", "shop-steps")
    schema = ("--builtin-schema", "vendor.github-workflows")
    subprocess.run([sys.executable, "-m", "check_jsonschema", *schema, f"shop-steps/{FILES[0]}"], check=True)


def test_its_pre_commit_configuration_is_one(here: Project) -> None:
    here.velasdk("init", "shop-steps")
    subprocess.run([sys.executable, "-m", "pre_commit", "validate-config", f"shop-steps/{FILES[2]}"], check=True)


def test_a_folder_with_files_is_left_alone(here: Project) -> None:
    here.write("shop-steps/notes.txt", "mine")
    before = tree(here.root)
    assert here.velasdk("init", "shop-steps") == Ran(
        2,
        "",
        "velasdk: shop-steps is not empty, it has notes.txt: choose another name, "
        "or run `velasdk init --here` in it, which overwrites nothing\n",
    )
    here.write("file", "")
    assert here.velasdk("init", "file").err == "velasdk: file is there already, and is no folder: choose another name\n"
    (here.root / "file").unlink()
    assert tree(here.root) == before


def test_a_project_is_not_begun_in_another_one(here: Project, monkeypatch: pytest.MonkeyPatch) -> None:
    assert here.velasdk("init", "shop-steps").code == 0
    before = tree(here.root)
    said = (
        "would be another one in it: add a step to the one that is there, or run `velasdk init more-steps` elsewhere; "
        "for one in the other make the folder and run `velasdk init --here` in it\n"
    )
    for folder, near in (("", ""), ("steps", f"{here.root}/shop-steps/")):
        monkeypatch.chdir(here.root / "shop-steps" / folder)
        told = f"velasdk: {near}pyproject.toml is that of a velasdk project, and more-steps {said}"
        assert here.velasdk("init", "more-steps") == Ran(2, "", told)
        assert tree(here.root) == before
    (here.root / "shop-steps/inner").mkdir()
    monkeypatch.chdir(here.root / "shop-steps/inner")
    assert here.velasdk("init", "--here").code == 0


def test_a_project_may_be_begun_in_one_of_another_tool(here: Project) -> None:
    here.write("pyproject.toml", '[project]\nname = "shop"\n[tool.ruff]\n')
    assert here.velasdk("init", "shop-steps").code == 0


def test_an_empty_folder_is_used(here: Project) -> None:
    (here.root / "shop-steps").mkdir()
    assert here.velasdk("init", "shop-steps").code == 0


def test_here_overwrites_nothing(here: Project, monkeypatch: pytest.MonkeyPatch) -> None:
    here.write("My Shop/README.md", "mine")
    here.write("My Shop/steps/review.py", "mine too")
    monkeypatch.chdir(here.root / "My Shop")
    ran = here.velasdk("init", "--here")
    assert (ran.code, ran.err) == (0, "")
    assert "kept README.md, which was there\nkept steps/review.py, which was there\n" in ran.out
    assert "cd " not in ran.out
    found = tree(here.root / "My Shop")
    assert (found["README.md"], found["steps/review.py"]) == ("mine", "mine too")
    assert 'name = "my-shop"\n' in found["pyproject.toml"]
    assert tuple(found) == FILES
    assert "wrote" not in here.velasdk("init", "--here").out
    assert tree(here.root / "My Shop") == found


def test_here_with_settings_says_what_to_add(here: Project) -> None:
    here.write("pyproject.toml", '[project]\nname = "x"\n')
    ran = here.velasdk("init", "shop", "--here")
    assert ran.out.endswith('next, add the addon to pyproject.toml:\n  [tool.velasdk.addon]\n  name = "shop"\n')


def test_what_is_in_the_way_is_told(here: Project) -> None:
    (here.root / "README.md").mkdir()
    assert here.velasdk("init", "shop", "--here") == Ran(
        2, "", "velasdk: README.md cannot be written: something that is no file is in the way\n"
    )
    here.write("other/steps", "")
    shutil.rmtree(here.root / "README.md")
    here.write("steps", "")
    ran = here.velasdk("init", "shop", "--here")
    assert (ran.code, ran.err.count("\n")) == (2, 1)
    assert "steps/review.py cannot be written: " in ran.err


@pytest.mark.parametrize(
    ("arguments", "said"),
    [
        (("init",), "give the project a name, as in `velasdk init platform-steps`, or --here"),
        (("inti", "x"), "No such command 'inti'. Did you mean 'init'?"),
        (("chek",), "No such command 'chek'. Did you mean 'check'?"),
        (("init", "."), "for the current folder there is an option: `velasdk init --here`"),
        (("init", "My Addon"), "'My Addon' cannot name a project: use lower-case"),
        (("init", "My Addon"), "did you mean `my-addon`?"),
        (("init", "x", "--step", "suspend"), "KubeVela brings a step with that name: did you mean `suspend-review`?"),
    ],
)
def test_mistakes_are_told(here: Project, arguments: tuple[str, ...], said: str) -> None:
    ran = here.velasdk(*arguments)
    assert (ran.code, ran.out) == (2, "")
    assert said in ran.err
    assert not tree(here.root)


@pytest.mark.parametrize(
    ("name", "said"),
    [
        ("a/b", "did you mean `a-b`?"),
        ("platformSteps", "did you mean `platform-steps`?"),
        ("Überwachung", "did you mean `uberwachung`?"),
        ("view", "KubeVela would lose `views/` of an addon with that name: did you mean `view-steps`?"),
        ("x" * 58, "it has 58 characters, and KubeVela has room for 57"),
        ("velasdk", "did you mean `velasdk-steps`?"),
        ("漢字", "joined by single `-`"),
        ("", "joined by single `-`"),
    ],
)
def test_project_names(name: str, said: str) -> None:
    with pytest.raises(VelasdkError) as caught:
        project_name(name)
    assert str(caught.value).endswith(said)


@pytest.mark.parametrize(
    ("name", "said"),
    [
        ("Ask Twice", "did you mean `ask-twice`?"),
        ("ask_twice", "did you mean `ask-twice`?"),
        ("3d", "beginning with a letter: did you mean `review-3d`?"),
        ("import", "`import` is a word of Python's own: did you mean `import-review`?"),
        ("json", "steps/json.py would take the place of the module `json`: did you mean `json-review`?"),
        ("pytest", "steps/pytest.py would take the place of the module `pytest`: did you mean `pytest-review`?"),
        ("x" * 33, "it has 33 characters, and 32 are enough to begin with"),
        ("a--b", "did you mean `a-b`?"),
    ],
)
def test_step_names(name: str, said: str) -> None:
    with pytest.raises(VelasdkError) as caught:
        step_name(name)
    assert str(caught.value).endswith(said)


def test_no_builtin_step_can_be_the_first() -> None:
    assert BUILTIN_STEPS
    for name in BUILTIN_STEPS:
        with pytest.raises(VelasdkError):
            step_name(name)


def test_a_class_takes_no_name_that_the_files_use() -> None:
    code = "".join(text for path, text in files_of("a", "a").items() if path.endswith(".py"))
    used = set(re.findall(r"\b[A-Z][a-z]\w+", re.sub(r'#.*|"""(.|\n)*?"""|".*?"', "", code))) - {"None"}
    assert used == USED
    for each in used:
        assert class_of(suggested(each)) not in used
