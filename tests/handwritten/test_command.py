"""`velasdk check` on hand-written templates as its users see it: what is printed where, and exit codes."""

from __future__ import annotations

import json
from pathlib import Path

import pytest

from tests.painting import STEP, Project, Ran
from velasdk.engine.client import Engine

POST = 'import "vela/http"\n\nsend: http.#HTTPPost & {$params: {url: "http://api", request: timeout: "1s"}}\n'
FINE = POST.replace("#HTTPPost & {$params: {", '#HTTPDo & {$params: {method: "POST", ')
FOUND = "post.cue:3:1: error[VS357] `http.#HTTPPost` sends GET, not POST, on KubeVela 1.10 and 1.11\n"
DECIDES = FINE + 'if send.$returns.body != _|_ if send.$returns.body != "yes" {no: builtin.#Fail}\n'
CLOSED = "if send.$returns.statusCode != _|_ if send.$returns.statusCode != 200 {other: builtin.#Fail}\n"
REPLIES = "approved: {body: 'yes'}\n"


@pytest.fixture
def project(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str], every_line: dict[str, Engine]
) -> Project:
    assert every_line  # the engines that the command looks for are built
    monkeypatch.chdir(tmp_path)
    found = Project(tmp_path, capsys)
    found.write("post.cue", POST)
    found.write("fine.cue", FINE)
    found.write("replies.yaml", REPLIES)
    return found


def test_errors_end_with_1_and_nothing_is_needed_beside_the_file(project: Project) -> None:
    assert project.velasdk("check", "post.cue") == Ran(1, FOUND + "1 error in 1 file\n", "")
    assert project.velasdk("check", "fine.cue") == Ran(0, "1 step, no errors\n", "")


def test_warnings_end_with_0(project: Project) -> None:
    project.write("slow.cue", 'import "vela/http"\nsend: http.#HTTPDo & {$params: url: "http://api"}\n')
    ran = project.velasdk("check", "slow.cue", "fine.cue")
    assert (ran.code, ran.out.splitlines()[-1]) == (0, "2 steps, 1 warning")


def test_python_and_cue_in_one_call(project: Project) -> None:
    project.write("paint.py", STEP.replace('Color.RED: Wait("painting"), ', ""))
    ran = project.velasdk("check", "post.cue", "paint.py")
    assert ran.code == 1 and "VS357" in ran.out and "paint.py" in ran.out
    assert ran.out.splitlines()[-1] == "2 errors in 2 files"


def test_a_line_is_named(project: Project) -> None:
    ran = project.velasdk("check", "post.cue", "--line", "1.9")
    assert ran.out.startswith("post.cue:1:8: error[VS351] there is no package `vela/http` on KubeVela 1.9\n")
    assert project.velasdk("check", "post.cue", "--line", "2.0").err.startswith("velasdk: there is no engine for line 2.0")


def test_a_program_reads_it(project: Project) -> None:
    ran = project.velasdk("check", "post.cue", "--json")
    (found,) = json.loads(ran.out)
    assert (ran.code, found["code"], found["file"], found["line"], found["end_column"]) == (1, "VS357", "post.cue", 3, 78)


def test_replies_are_played(project: Project) -> None:
    project.write("decides.cue", 'import "vela/builtin"\n' + DECIDES)
    ran = project.velasdk("check", "decides.cue", "--reply", "replies.yaml", "--line", "1.11")
    assert (ran.code, ran.out) == (1, "decides.cue:4:1: error[VS390] fails open: 9 of 11 runs with a wrong answer succeed "
        "on KubeVela 1.11\n1 error in 1 file\n")  # fmt: skip
    (found,) = json.loads(project.velasdk("check", "decides.cue", "--reply", "replies.yaml", "--line", "1.11", "--json").out)
    assert (found["kubevela"], found["runs"], found["found"]) == ("1.11", 11, 9)
    project.write("decides.cue", 'import "vela/builtin"\n' + DECIDES + CLOSED)
    assert project.velasdk("check", "decides.cue", "--reply", "replies.yaml", "--line", "1.11").code == 0


def test_parameters_have_a_file_of_their_own(project: Project) -> None:
    project.write("wants.cue", FINE.replace('"http://api"', "parameter.url") + "parameter: url: string\n")
    project.write("none.yaml", "url: 7\n")
    project.write("given.yaml", "url: http://api\n")
    wrong = project.velasdk("check", "wants.cue", "--reply", "replies.yaml", "--parameters", "none.yaml", "--line", "1.11")
    assert "VS393" in wrong.out
    right = project.velasdk("check", "wants.cue", "--reply", "replies.yaml", "--parameters", "given.yaml", "--line", "1.11")
    assert "VS393" not in right.out and "VS390" in right.out


MISTAKES: dict[str, tuple[tuple[str, ...], dict[str, bytes], str]] = {
    "no such file": (("gone.cue",), {}, "gone.cue does not exist"),
    "not UTF-8": (("odd.cue",), {"odd.cue": b"\xff"}, "odd.cue is not UTF-8: invalid start byte"),
    "a folder": (("folder.cue",), {"folder.cue/x": b""}, "folder.cue cannot be read: Is a directory"),
    "no YAML": (("x.yaml",), {"x.yaml": b"a: 1\nb: [\n"},
        "x.yaml:3: is not YAML: expected the node content, but found '<stream end>'"),
    "no text": (("x.yaml",), {"x.yaml": b"kind: \0\n"},
        "x.yaml: is not YAML: unacceptable character #x0000: special characters are not allowed"),
    "replies that are no text": (("fine.cue", "--reply", "r.yaml"), {"r.yaml": b"approved: \0\n"},
        "r.yaml is not YAML: unacceptable character #x0000: special characters are not allowed"),
    "no step": (("x.yaml",), {"x.yaml": b"kind: ConfigMap\n"},
        "there is no WorkflowStepDefinition with a CUE template in x.yaml"),
    "an empty file": (("x.cue",), {"x.cue": b"\n"}, "there is no WorkflowStepDefinition with a CUE template in x.cue"),
    "an empty template": (
        ("x.yaml",),
        {"x.yaml": b"kind: WorkflowStepDefinition\nspec: {schematic: {cue: {template: }}}\n"},
        "there is no WorkflowStepDefinition with a CUE template in x.yaml",
    ),
    "nested too deeply": (("x.yaml",), {"x.yaml": b"[" * 3000}, "x.yaml: is not YAML: it is nested too deeply"),
    "too large": (
        ("x.cue",), {"x.cue": b"a: 1\n" * 300_001}, "x.cue has a template of more than 1.5 MB: no cluster stores that"
    ),
    "a component": (
        ("x.cue",), {"x.cue": b'c: {type: "component"}\ntemplate: {a: 1}\n'}, "x.cue defines a component, no workflow-step"
    ),
    "no template": (
        ("x.cue",),
        {"x.cue": b'x: {type: "workflow-step"}\ntempalte: {a: 1}\n'},
        "x.cue has the metadata of a workflow-step and no `template: {...}`",
    ),
    "no replies": (("fine.cue", "--reply", "gone.yaml"), {}, "gone.yaml cannot be read: No such file or directory"),
    "no approval": (("fine.cue", "--reply", "r.yaml"), {"r.yaml": b"pending: {}\n"}, "r.yaml: approved: Field required"),
    "a word too many": (
        ("fine.cue", "--reply", "r.yaml"),
        {"r.yaml": b"approved: {text: x}\n"},
        "r.yaml: approved.text: Extra inputs are not permitted",
    ),
    "two bodies": (
        ("fine.cue", "--reply", "r.yaml"),
        {"r.yaml": b"approved: {json: 1, body: x}\n"},
        "r.yaml: approved: has both `json` and `body`: give one of them",
    ),
    "no status of HTTP": (
        ("fine.cue", "--reply", "r.yaml"),
        {"r.yaml": b"approved: {body: x}\nbad: {x: {status: 99999}}\n"},
        "r.yaml: bad.x.status: Input should be less than or equal to 599",
    ),
    "a key that is no text": (
        ("fine.cue", "--reply", "r.yaml"),
        {"r.yaml": b"approved: {json: {1: 2}}\n"},
        'r.yaml:1: approved.json: the key `1` should be a text: write "1"',
    ),
    "no mapping": (
        ("fine.cue", "--reply", "r.yaml"),
        {"r.yaml": b"- 1\n"},
        "r.yaml:1: the replies: should be a table, not a list",
    ),
    "a date": (
        ("fine.cue", "--reply", "r.yaml"),
        {"r.yaml": b"approved: {json: {day: 2024-01-01}}\n"},
        'r.yaml:1: approved.json.day: a date is no JSON: write "2024-01-01" for a text',
    ),
    "a merge": (
        ("fine.cue", "--reply", "r.yaml"),
        {"r.yaml": b"ok: &a {status: 200}\napproved: {<<: *a}\n"},
        "r.yaml:2: approved: a key should be a text: write the keys out",
    ),
    "itself": (
        ("fine.cue", "--reply", "r.yaml"),
        {"r.yaml": b"approved: &a\n  json: *a\n"},
        "r.yaml is nested too deeply, or an anchor in it contains itself",
    ),
    "replies for Python": (("--reply", "replies.yaml"), {}, "--reply is for .cue files and .yaml definitions: name one"),
    "parameters alone": (
        ("fine.cue", "--parameters", "replies.yaml"),
        {},
        "--parameters are those of the runs with --reply: give that, too",
    ),
}  # fmt: skip


@pytest.mark.parametrize("name", MISTAKES)
def test_what_the_tool_cannot_do_ends_with_2(name: str, project: Project) -> None:
    arguments, files, said = MISTAKES[name]
    for file, data in files.items():
        path = project.root / file
        path.parent.mkdir(exist_ok=True)
        path.write_bytes(data)
    assert project.velasdk("check", *arguments) == Ran(2, "", f"velasdk: {said}\n")


def test_what_is_no_cue_is_a_finding(project: Project) -> None:
    project.write("bad.cue", "a: 1\n## no comment\n")
    ran = project.velasdk("check", "bad.cue")
    assert ran.code == 1 and ran.out.startswith("bad.cue:2:1: error[VS350] the template is not CUE: ")


def test_text_in_quotes_is_found_where_it_begins(project: Project) -> None:
    text = json.dumps(POST)
    project.write("d.yaml", f"kind: WorkflowStepDefinition\nspec: {{schematic: {{cue: {{template: {text}}}}}}}\n")
    assert project.velasdk("check", "d.yaml").out.startswith("d.yaml:2:36: error[VS357] ")
