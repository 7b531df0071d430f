"""Every code block of the README and of docs/ is run: commands print what the page shows, Python compiles, CUE parses."""

from __future__ import annotations

import json
import os
import re
import shutil
import subprocess
import sys
import tomllib
from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import Path

import pytest
import yaml

from velasdk.compiler import compile_all
from velasdk.diagnostics import Diagnostic, Findings, Severity, Span
from velasdk.engine.client import Engine
from velasdk.report.render import Format, render

ROOT = Path(__file__).parent.parent
PAGES = [
    ROOT / "README.md",
    ROOT / "CONTRIBUTING.md",
    ROOT / "steps/README.md",
    ROOT / "examples/README.md",
    *sorted((ROOT / "docs").glob("*.md")),
    *sorted((ROOT / "docs/decisions").glob("*.md")),
]
GENERATED = {"engine.md", "language.md"}
"""Pages that a test of their own writes and compares."""

LIVING = ("quickstart.md", "tutorial.md", "reexecution.md")
"""Pages that begin in an empty folder and do one thing after the other."""

SET_UP = ("make ", "git ", "pip ", "python3 -m venv ", "velasdk engine build ")
"""How commands begin that are not run: what CI does before it can run this test at all."""

ON_A_CLUSTER = {"running.md"}
"""Pages whose commands need one: tests/e2e/test_run_command.py runs them."""


@dataclass(frozen=True)
class Block:
    """A fenced block: its language and what follows it on the fence, its text, its page and line."""

    language: str
    text: str
    page: Path
    line: int

    def __str__(self) -> str:
        return f"{self.page.name}:{self.line}"


def blocks() -> list[Block]:
    found: list[Block] = []
    for page in PAGES:
        if page.name in GENERATED:
            continue
        text = page.read_text(encoding="utf-8")
        for match in re.finditer(r"^```(\S*)\n(.*?)^```$", text, re.MULTILINE | re.DOTALL):
            found.append(Block(match[1], match[2], page, text.count("\n", 0, match.start()) + 1))
    assert len(found) >= 6
    return found


def of(*languages: str) -> list[Block]:
    return [block for block in blocks() if block.language in languages]


def test_every_block_has_a_language_that_is_run() -> None:
    assert not [str(block) for block in blocks() if block.language not in ("console", "python", "yaml", "cue", "toml", "json")]


@pytest.fixture(scope="module")
def project(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """A copy of the project as a reader has it: steps and settings, nothing generated."""
    folder = tmp_path_factory.mktemp("project")
    shutil.copytree(ROOT / "steps", folder / "steps", ignore=shutil.ignore_patterns("__pycache__"))
    shutil.copy(ROOT / "pyproject.toml", folder)
    shutil.copy(ROOT / "README.md", folder)
    for page in (
        each for each in PAGES if each.name not in LIVING
    ):  # "... is `story.yaml`:" above a block names the file it is
        for name, text in re.findall(
            r"`([\w.]+)`:\n\n```\w+\n(.*?)^```$", page.read_text(encoding="utf-8"), re.MULTILINE | re.DOTALL
        ):
            (folder / name).write_text(text, encoding="utf-8")
    return folder


def commands(block: Block) -> Iterator[tuple[str, str]]:
    """Each command of a console block with the output shown below it."""
    for part in re.split(r"^\$ ", block.text, flags=re.MULTILINE)[1:]:
        command, _, output = part.partition("\n")
        yield command, output


def untimed(text: str) -> str:
    """`text` without the seconds that things took, and the sizes of files."""
    text = re.sub(r"\bin \d+\.\d+s\b", "in s.s", text)
    return re.sub(r" +\d+ k?B\b", " n B", re.sub(r" +\d+\.\d\b(?!\.)", " s.s", text))


def output_of(command: str, folder: Path) -> str:
    """What a command prints there, to both streams."""
    environment = {**os.environ, "PATH": f"{Path(sys.executable).parent}{os.pathsep}{os.environ['PATH']}", "COLUMNS": "100"}
    environment.pop("CI", None)
    run = subprocess.run(
        ["bash", "-c", command], cwd=folder, env=environment, capture_output=True, text=True, check=False, timeout=300
    )
    return run.stdout + run.stderr


@pytest.mark.parametrize("block", [each for each in of("console") if each.page.name not in {*ON_A_CLUSTER, *LIVING}], ids=str)
def test_commands_print_what_the_page_shows(block: Block, project: Path, every_line: dict[str, Engine]) -> None:
    assert every_line  # the engines that commands look for are built
    for command, shown in commands(block):
        if not command.startswith(SET_UP):
            assert untimed(output_of(command, project)) == untimed(shown), command


@pytest.mark.parametrize("name", LIVING)
def test_a_folder_lives_through_the_page(name: str, tmp_path: Path, every_line: dict[str, Engine]) -> None:
    """Blocks that are named "... `file`:" are written, commands run, in the order of the page."""
    assert every_line
    page, folder = ROOT / "docs" / name, tmp_path
    text = updated = page.read_text(encoding="utf-8")
    wrong: list[str] = []
    at = 0
    for block in [each for each in blocks() if each.page == page]:
        before = "\n".join(text.split("\n")[: block.line - 1])
        if named := re.search(r"`([\w./-]+)`:\n$", before):
            (folder / named[1]).write_text(block.text, encoding="utf-8")
        if block.language != "console":
            continue
        for command, shown in commands(block):
            at = updated.index(f"$ {command}\n{shown}", at) + len(f"$ {command}\n")
            if command.startswith("cd "):
                folder /= command.removeprefix("cd ")
            elif not command.startswith(SET_UP) and untimed(seen := output_of(command, folder)) != untimed(shown):
                wrong.append(f"$ {command}\n{seen}")
                updated = updated[:at] + seen + updated[at + len(shown) :]
    if os.environ.get("VELASDK_UPDATE"):
        page.write_text(updated, encoding="utf-8")
    else:
        assert not wrong, "\n".join(wrong)


@pytest.mark.parametrize("block", [each for each in of("python") if each.page.name not in LIVING], ids=str)
def test_python_compiles_or_passes(block: Block, tmp_path: Path, engine: Engine) -> None:
    engine.version()  # the engine that `kubevela` looks for is built
    file = tmp_path / ("test_block.py" if "def test_" in block.text else "block.py")
    file.write_text(block.text, encoding="utf-8")
    if file.name == "test_block.py":
        path = os.pathsep.join((str(ROOT), str(ROOT / "steps")))
        command = [sys.executable, "-m", "pytest", "-q", "-p", "no:cacheprovider", str(file)]
        run = subprocess.run(command, capture_output=True, text=True, check=False, env={**os.environ, "PYTHONPATH": path})
        assert run.returncode == 0, run.stdout
        return
    findings = Findings()
    assert compile_all([file], findings, tmp_path), findings.sorted()


@pytest.mark.parametrize("block", of("cue"), ids=str)
def test_cue_parses(block: Block, engine: Engine) -> None:
    assert engine.format(block.text)


@pytest.mark.parametrize("block", of("yaml", "toml"), ids=str)
def test_data_parses(block: Block, tmp_path: Path) -> None:
    data = yaml.safe_load(block.text) if block.language == "yaml" else tomllib.loads(block.text)
    assert data
    validators = {  # a workflow of GitHub, and a configuration of pre-commit
        "jobs": ["check_jsonschema", "--builtin-schema", "vendor.github-workflows"],
        "repos": ["pre_commit", "validate-config"],
    }
    for key in validators.keys() & data:
        (tmp_path / "block.yaml").write_text(block.text)
        subprocess.run([sys.executable, "-m", *validators[key], str(tmp_path / "block.yaml")], check=True)


@pytest.mark.parametrize("block", of("json"), ids=str)
def test_tasks_of_an_editor_read_what_is_printed(block: Block) -> None:
    found = Diagnostic("VS006", "a [b] may be: None", Span(Path("steps/a b.py"), 42, 16), "h", Severity.WARNING)
    tasks = json.loads(block.text)["tasks"]
    assert len(tasks) == 2
    for task in tasks:
        matcher = task["problemMatcher"]
        pattern = dict(matcher["pattern"])
        match = re.search(pattern.pop("regexp"), render([found], Format.CONCISE).rstrip("\n"))
        assert match is not None
        read = {name: match[group] for name, group in pattern.items()}
        assert [read[name] for name in ("file", "line", "column", "severity")] == ["steps/a b.py", "42", "16", "warning"]
        assert (read["code"], read["message"]) == ("VS006", found.message)
        program, *arguments = task["command"].split()
        assert (program, bool(matcher.get("background"))) == ("velasdk", "--watch" in arguments)
        for key, line in (("beginsPattern", "changed: steps/a b.py"), ("endsPattern", "watching 1 file")):
            assert re.search(matcher.get("background", {}).get(key, ""), line)


def test_links_lead_somewhere() -> None:
    broken: list[str] = []
    for page in PAGES:
        for target in re.findall(r"\]\(([^)#\s]+)(?:#[^)]*)?\)", page.read_text(encoding="utf-8")):
            if not target.startswith(("http:", "https:")) and not (page.parent / target).exists():
                broken.append(f"{page.name}: {target}")
    assert not broken
