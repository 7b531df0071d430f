"""The commands as their users see them: exit codes, what is printed where, and what is on disk afterwards."""

from __future__ import annotations

import json
import os
import signal
import subprocess
import sys
import time
from dataclasses import dataclass
from importlib.metadata import version
from pathlib import Path

import pytest
import yaml

from tests import painting
from tests.painting import STEP, Ran
from velasdk import checks
from velasdk.cli import COMMANDS, main
from velasdk.engine.client import Engine

WRONG = STEP.replace('Color.RED: Wait("painting"), ', "")
PYPROJECT = '[project]\nname = "house-steps"\nversion = "1.2.0"\ndescription = "Houses"\n'
GENERATED = "generated/builtin/house-steps"


@dataclass(frozen=True)
class Project(painting.Project):
    """The project, and what is written in it."""

    def generated(self) -> set[str]:
        return {p.relative_to(self.root).as_posix() for p in self.root.glob("generated/**/*") if p.is_file()}


@pytest.fixture
def project(tmp_path: Path, monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]) -> Project:
    monkeypatch.chdir(tmp_path)
    found = Project(tmp_path, capsys)
    found.write("pyproject.toml", PYPROJECT)
    found.write("steps/paint.py", STEP)
    return found


def test_compile_says_what_it_writes(project: Project) -> None:
    assert project.velasdk("compile") == Ran(
        0,
        f"wrote {GENERATED}/README.md\n"
        f"wrote {GENERATED}/contract.yaml\n"
        f"wrote {GENERATED}/definitions/paint.yaml\n"
        f"wrote {GENERATED}/metadata.yaml\n"
        f"wrote {GENERATED}/schemas/workflowstep-uischema-paint.yaml\n"
        f"wrote {GENERATED}/template.cue\n"
        "1 step, no errors; 6 files: 6 written, 0 unchanged\n",
        "",
    )
    assert project.velasdk("compile") == Ran(0, "1 step, no errors; 6 files: 6 unchanged\n", "")
    definition = yaml.safe_load((project.root / GENERATED / "definitions/paint.yaml").read_text())
    assert "Paint in steps/paint.py" in definition["spec"]["schematic"]["cue"]["template"]


def test_compile_follows_the_steps(project: Project) -> None:
    project.velasdk("compile")
    project.write(f"{GENERATED}/parameter.cue", "parameter: {}\n")
    project.write("steps/paint.py", STEP.replace('name="paint"', 'name="varnish"'))
    assert project.velasdk("compile") == Ran(
        0,
        f"wrote {GENERATED}/README.md\n"
        f"wrote {GENERATED}/contract.yaml\n"
        f"wrote {GENERATED}/definitions/varnish.yaml\n"
        f"wrote {GENERATED}/schemas/workflowstep-uischema-varnish.yaml\n"
        f"removed {GENERATED}/definitions/paint.yaml\n"
        f"removed {GENERATED}/schemas/workflowstep-uischema-paint.yaml\n"
        f"kept {GENERATED}/parameter.cue, which velasdk did not write\n"
        "1 step, no errors; 6 files: 4 written, 2 unchanged, 2 removed\n",
        "",
    )


def test_an_error_writes_nothing(project: Project) -> None:
    project.velasdk("compile")
    before = {path: (project.root / path).read_bytes() for path in project.generated()}
    project.write("steps/wrong.py", WRONG.replace("paint", "wrong"))
    project.write("steps/paint.py", STEP.replace("Paint a house.", "Paint two."))
    ran = project.velasdk("compile")
    assert ran == Ran(
        1,
        "steps/wrong.py:26:5: error[VS201] `Color.RED` has no action\n1 error in 1 file\n",
        "",
    )
    assert {path: (project.root / path).read_bytes() for path in project.generated()} == before


def test_a_file_has_one_name_in_all_findings(project: Project) -> None:
    project.write("steps/paint.py", WRONG.replace("return reply.color", "return reply.colour"))
    project.write("steps/other.py", STEP.replace('name="paint"', 'name="Paint"'))
    out = project.velasdk("check").out.splitlines()
    assert [line.partition(" ")[0] for line in out[:-1]] == [
        "steps/other.py:15:44:",
        "steps/paint.py:24:16:",
        "steps/paint.py:26:5:",
    ]
    assert out[-1] == "3 errors in 2 files"


def test_full_shows_the_place(project: Project) -> None:
    project.write("steps/paint.py", WRONG)
    assert project.velasdk("check", "--format", "full") == Ran(
        1,
        "error[VS201]: `Color.RED` has no action\n"
        "  --> steps/paint.py:26:5\n"
        "   |\n"
        "26 |     actions = {Color.GREEN: Continue()}\n"
        "   |     ^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^\n"
        "   |\n"
        "   = help: add `Color.RED: ...` to `actions`\n"
        "\n"
        "1 error in 1 file\n",
        "",
    )


@pytest.mark.parametrize("arguments", [("--json",), ("--format", "json"), ("--json", "--format", "json")])
def test_json_is_all_there_is_on_stdout(project: Project, arguments: tuple[str, ...]) -> None:
    project.write("steps/loud.py", "print('loud')\n")
    ran = project.velasdk("compile", *arguments)
    assert (ran.code, json.loads(ran.out)) == (0, [])
    assert "loud\n" in ran.err
    assert "wrote" in ran.err
    project.write("steps/paint.py", WRONG)
    ran = project.velasdk("check", *arguments)
    assert (ran.code, [found["code"] for found in json.loads(ran.out)]) == (1, ["VS201"])


def test_check_writes_nothing_and_needs_no_addon_name(project: Project) -> None:
    project.write("pyproject.toml", "")
    assert project.velasdk("check") == Ran(0, "1 step, no errors\n", "")
    assert not project.generated()


def test_check_on_the_engine(project: Project, engine: Engine) -> None:
    assert project.velasdk("check", "--engine") == Ran(0, "1 step, no errors\n", "")


def test_check_reports_what_the_engine_says(project: Project, engine: Engine, monkeypatch: pytest.MonkeyPatch) -> None:
    broken = 'import "vela/kube"\n\na: kube.#Nope & {$params: {}}\n\nparameter: {}\n'
    monkeypatch.setattr("velasdk.compiler.emit", lambda step, origin, dialect: broken)  # pyright: ignore[reportUnknownArgumentType, reportUnknownLambdaType]
    ran = project.velasdk("check", "--engine")
    assert ran.code == 1
    assert ran.out.startswith("steps/paint.py:15:7: error[VS301] KubeVela 1.11 does not take the template of `paint`: ")
    assert "#Nope" in ran.out
    assert "(CUE 3:" in ran.out
    monkeypatch.setattr("velasdk.compiler.emit", lambda step, origin, dialect: "a:  {")  # pyright: ignore[reportUnknownArgumentType, reportUnknownLambdaType]
    assert "`paint`: expected '}'" in project.velasdk("check", "--engine").out
    monkeypatch.setattr("velasdk.compiler.emit", lambda step, origin, dialect: "a:  1\nparameter: {}\n")  # pyright: ignore[reportUnknownArgumentType, reportUnknownLambdaType]
    assert "its formatter would write another text" in project.velasdk("check", "--engine").out


def test_without_a_built_engine(project: Project, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("VELASDK_ENGINE_DIR", str(project.root / "none"))
    assert project.velasdk("check", "--engine") == Ran(
        2, "", "velasdk: the engine of line 1.11 is not built: run `velasdk engine build 1.11`\n"
    )


def test_paths_and_output_override_the_settings(project: Project) -> None:
    project.write("elsewhere/varnish.py", STEP.replace('name="paint"', 'name="varnish"'))
    ran = project.velasdk("compile", "elsewhere/varnish.py", "-o", "out", "--dialect", "builtin")
    assert ran.code == 0
    assert (project.root / "out/builtin/house-steps/definitions/varnish.yaml").is_file()
    assert not (project.root / "out/builtin/house-steps/definitions/paint.yaml").exists()
    assert not project.generated()


def test_every_dialect_is_an_addon_of_its_own(project: Project) -> None:
    ran = project.velasdk("compile", "--dialect", "legacy", "--dialect", "builtin")
    assert ran.code == 0
    assert ran.out.endswith("6 files: 6 written, 0 unchanged for legacy; 6 files: 6 written, 0 unchanged for builtin\n")
    legacy = project.root / "generated/legacy/house-steps-legacy"
    assert "name: house-steps-legacy\n" in (legacy / "metadata.yaml").read_text()
    assert 'vela: ">=1.9.0, <1.10.0"' in (legacy / "metadata.yaml").read_text()
    assert '"vela/op"' in (legacy / "definitions/paint.yaml").read_text()
    assert '"vela/builtin"' in (project.root / GENERATED / "definitions/paint.yaml").read_text()


def test_from_a_folder_of_the_project(project: Project, monkeypatch: pytest.MonkeyPatch) -> None:
    (project.root / "deep").mkdir()
    monkeypatch.chdir(project.root / "deep")
    ran = project.velasdk("compile")
    assert ran.code == 0
    assert f"wrote {project.root}/{GENERATED}/metadata.yaml\n" in ran.out
    assert "Paint in steps/paint.py" in (project.root / GENERATED / "definitions/paint.yaml").read_text()


@pytest.mark.parametrize(
    ("arguments", "said"),
    [
        (("compile", "stpes"), "stpes does not exist"),
        (("compile", "empty"), "there are no steps in empty: no Python file is there"),
        (("compile", "plain.py"), "there are no steps in plain.py: no class in its 1 Python file is one"),
        (("compile", "README.md"), "README.md is no Python file: give .py files, or folders of them"),
        (("compile", "--dialect", "x"), "--dialect: there is no dialect `x`: use `legacy`, `builtin`"),
        (("compile", "-o", "README.md"), "README.md/builtin/house-steps cannot be written: README.md/builtin: Not a directory"),
        (("check", "stpes"), "stpes does not exist"),
        (("check", "broken"), "broken/link.py cannot be read: No such file or directory"),
        (("explore", "paint", "--html", "no/a.html"), "no/a.html cannot be written: there is no folder no"),
        (("publish", "addon", "--to", ""), "--to is empty: give a directory, or the address of a server"),
        (("rule", "VS210x"), "there is no rule `VS210x`: did you mean `VS210`?"),
        (("rule", "duplicatestep"), "there is no rule `duplicatestep`: did you mean `duplicate-step`?"),
        (("engine", "build", "0.1"), "there is no engine for line 0.1: the lines are 1.9, 1.10, 1.11"),
    ],
)  # fmt: skip
def test_what_cannot_work_is_one_line_and_exit_2(project: Project, arguments: tuple[str, ...], said: str) -> None:
    (project.root / "empty/folder.py").mkdir(parents=True)
    (project.root / "broken").mkdir()
    (project.root / "broken/link.py").symlink_to("nowhere.py")
    project.write("plain.py", "x = 1\n")
    project.write("README.md", "# Readme\n")
    assert project.velasdk(*arguments) == Ran(2, "", f"velasdk: {said}\n")
    assert not project.generated()


def test_without_steps_in_the_settings(project: Project) -> None:
    (project.root / "steps").rename(project.root / "other")
    assert project.velasdk("check") == Ran(
        2,
        "",
        "velasdk: steps does not exist: give PATHS, or set `steps` under [tool.velasdk] in pyproject.toml\n",
    )


@pytest.mark.parametrize(
    ("text", "code"),
    [("def (", "VS020"), ("x = \0", "VS020"), ("raise ValueError('x')", "VS019"), ("import sys; sys.exit(3)", "VS019")],
)
def test_a_step_file_that_cannot_be_imported_is_the_authors_error(project: Project, text: str, code: str) -> None:
    project.write("steps/paint.py", text)
    ran = project.velasdk("compile")
    assert (ran.code, ran.err) == (1, "")
    assert f"error[{code}]" in ran.out
    assert "Traceback" not in ran.out


@pytest.mark.parametrize(
    ("text", "said"),
    [
        ("[project", "pyproject.toml is not TOML: "),
        (f"a = {'[' * 3000}", "pyproject.toml is nested too deeply"),
        ("[tool.velasdk]\nstpes = []\n", "unknown key `tool.velasdk.stpes`: did you mean `steps`?"),
        ("", "the addon has no name: "),
    ],
)
def test_a_wrong_pyproject_is_exit_2(project: Project, text: str, said: str) -> None:
    project.write("pyproject.toml", text)
    ran = project.velasdk("compile")
    assert (ran.code, ran.out) == (2, "")
    assert said in ran.err
    assert ran.err.count("\n") == 1


@pytest.mark.parametrize(
    ("arguments", "said"),
    [
        (("cmopile",), "No such command 'cmopile'. Did you mean 'compile'?"),
        (("compile", "--fromat", "full"), "No such option"),
        (("compile", "--format", "ful"), "'ful' is not one of"),
        (("compile", "--json", "--format", "full"), "--json and --format full exclude each other"),
    ],
)
def test_a_mistyped_command_line_is_exit_2(project: Project, arguments: tuple[str, ...], said: str) -> None:
    ran = project.velasdk(*arguments)
    assert (ran.code, ran.out) == (2, "")
    assert said in ran.err


def test_it_is_a_module_that_python_runs(tmp_path: Path) -> None:
    command = [sys.executable, "-m", "velasdk", "check", "nothing"]
    run = subprocess.run(command, cwd=tmp_path, capture_output=True, text=True, check=False)
    assert (run.returncode, run.stdout, run.stderr) == (2, "", "velasdk: nothing does not exist\n")


def test_version_and_help(project: Project) -> None:
    assert project.velasdk("--version") == Ran(0, f"velasdk {version('velasdk')}\n", "")
    ran = project.velasdk("--help")
    assert ran.code == 0
    assert all(f"  {name} " in ran.out for name in COMMANDS)
    for name in COMMANDS:
        assert project.velasdk(name, "--help").code == 0


def test_rule_prints_the_page(project: Project) -> None:
    ran = project.velasdk("rule", "VS403")
    assert ran.out.startswith("# VS403: duplicate-step\n\nTwo steps have one name.\n\n## Why\n")
    assert project.velasdk("rule", "vs403") == project.velasdk("rule", "duplicate-step") == ran
    assert json.loads(project.velasdk("rule", "VS403", "--json").out)["name"] == "duplicate-step"


def test_rule_lists_every_rule(project: Project) -> None:
    lines = project.velasdk("rule").out.splitlines()
    files = [path for path in Path(checks.__path__[0]).glob("*.py") if "\nRULE = " in path.read_text()]
    assert len(lines) == len(files) >= 1
    assert lines == sorted(lines)
    assert "VS403 duplicate-step: Two steps have one name." in lines
    assert len(json.loads(project.velasdk("rule", "--json").out)) == len(lines)


def test_engine_list(project: Project, monkeypatch: pytest.MonkeyPatch, engine: Engine) -> None:
    built = {row["line"]: row["state"] for row in json.loads(project.velasdk("engine", "list", "--json").out)}
    assert built["1.11"] in ("built", "of another velasdk")
    monkeypatch.setenv("VELASDK_ENGINE_DIR", str(project.root / "none"))
    assert project.velasdk("engine", "list").out.startswith("1.9    not built ")


def test_engine_build_gives_the_path(project: Project, engine: Engine) -> None:
    assert project.velasdk("engine", "build", "1.11") == Ran(0, f"{engine.binary}\n", "")


def run(*arguments: str, cwd: Path, **environment: str) -> subprocess.CompletedProcess[str]:
    return subprocess.run(
        [sys.executable, "-c", "import sys; from velasdk.cli import main; sys.exit(main())", *arguments],
        cwd=cwd,
        env={**os.environ, **environment},
        capture_output=True,
        text=True,
        check=False,
    )


def test_two_runs_give_the_same_bytes(project: Project) -> None:
    seen: list[dict[str, bytes]] = []
    for seed in ("1", "2"):
        assert run("compile", "-o", seed, cwd=project.root, PYTHONHASHSEED=seed).returncode == 0
        folder = project.root / seed
        seen.append({p.relative_to(folder).as_posix(): p.read_bytes() for p in folder.rglob("*") if p.is_file()})
    assert seen[0] == seen[1]
    assert len(seen[0]) == 6


@pytest.mark.parametrize(
    ("arguments", "without"),
    [
        (("--version",), ("rich", "jinja2", "yaml", "tomllib")),
        (("engine", "list"), ("rich", "jinja2", "yaml")),
        (("check",), ("rich", "jinja2", "httpx", "watchfiles")),
        (("simulate", "--help"), ("jinja2", "httpx")),
        (("explore", "--help"), ("jinja2", "httpx")),
        (("compile",), ("rich", "httpx", "filelock")),
    ],
)
def test_a_command_imports_what_it_needs(project: Project, arguments: tuple[str, ...], without: tuple[str, ...]) -> None:
    script = "import sys; from velasdk.cli import main; main(); print({m.partition('.')[0] for m in sys.modules})"
    done = subprocess.run(
        [sys.executable, "-c", script, *arguments], cwd=project.root, capture_output=True, text=True, check=True
    )
    imported = done.stdout.splitlines()[-1]
    assert "typer" in imported
    assert not [name for name in without if f"'{name}'" in imported]


@pytest.mark.parametrize("unbuffered", ["", "1"])
@pytest.mark.parametrize("text", [STEP, WRONG], ids=["fine", "wrong"])
def test_nobody_reads_the_output(project: Project, text: str, unbuffered: str) -> None:
    project.write("steps/paint.py", text)
    read, written = os.pipe()
    os.close(read)
    done = subprocess.run(
        [sys.executable, "-c", "import sys; from velasdk.cli import main; sys.exit(main())", "compile"],
        cwd=project.root,
        env={**os.environ, "PYTHONUNBUFFERED": unbuffered},
        stdout=written,
        stderr=subprocess.PIPE,
        check=False,
    )
    os.close(written)
    assert (done.returncode, done.stderr) == (141, b"")
    assert len(project.generated()) == (6 if text == STEP else 0)


def test_an_interrupt_is_exit_130_without_a_traceback(project: Project) -> None:
    project.write("steps/slow.py", "import pathlib, time\npathlib.Path('started').touch()\ntime.sleep(60)\n")
    child = subprocess.Popen(
        [sys.executable, "-c", "import sys; from velasdk.cli import main; sys.exit(main())", "check"],
        cwd=project.root,
        stdout=subprocess.PIPE,
        stderr=subprocess.PIPE,
        text=True,
    )
    for _ in range(600):
        if (project.root / "started").exists():
            break
        time.sleep(0.05)
    child.send_signal(signal.SIGINT)
    out, err = child.communicate(timeout=30)
    assert (child.returncode, out) == (130, "")
    assert "Traceback" not in err


def test_a_bug_of_ours_shows_a_traceback(project: Project, monkeypatch: pytest.MonkeyPatch) -> None:
    def broken(*_: object) -> None:
        raise ZeroDivisionError

    monkeypatch.setattr("velasdk.cli.output.compile_all", broken)
    with pytest.raises(ZeroDivisionError):
        main(["check"])
