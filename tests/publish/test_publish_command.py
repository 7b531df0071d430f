"""`velasdk publish addon` as its users see it: exit codes, what is printed where, and what is published afterwards."""

from __future__ import annotations

import json
import os
import pty
import re
import subprocess
import sys

import pytest

from tests.painting import Ran
from tests.publish.helm import HelmCheck
from tests.publish.museum import Answer, museum
from tests.publish.project import PYPROJECT, TOKEN, Project
from velasdk.cli import main
from velasdk.publish.archive import unpack

NEXT = """\
next, with a kubeconfig and charts behind a web server:
  vela addon registry add house-steps --type helm --endpoint https://HOST/PATH
  vela addon enable house-steps/house-steps-legacy  # KubeVela >=1.9.0, <1.10.0
  vela addon enable house-steps/house-steps  # KubeVela >=1.10.0
"""


def unsized(text: str) -> str:
    """`text` without the size of a package, which every change of the compiler changes."""
    return re.sub(r"\d+ kB", "N kB", text)


def test_publishing_to_a_directory(project: Project, helm: HelmCheck) -> None:
    ran = project.publish("--to", "charts")
    assert (ran.code, ran.err) == (0, "")
    assert unsized(ran.out) == (
        "published house-steps-legacy 1.0.0 in charts: house-steps-legacy-1.0.0.tgz, 7 files, N kB\n"
        f"published house-steps 1.0.0 in charts: house-steps-1.0.0.tgz, 7 files, N kB\n{NEXT}"
    )
    assert {name: [each.get("error") for each in versions] for name, versions in helm(project.root / "charts").items()} == {
        "house-steps": [None],
        "house-steps-legacy": [None],
    }
    assert not (project.root / "generated").exists()
    before = project.charts()
    assert project.publish("--to", "charts") == Ran(
        0,
        "house-steps-legacy 1.0.0 is in charts already, with the same content\n"
        f"house-steps 1.0.0 is in charts already, with the same content\n{NEXT}",
        "",
    )
    assert project.charts() == before


def test_one_dialect_and_a_prerelease(project: Project) -> None:
    project.edit("pyproject.toml", "1.0.0", "1.1.0-rc.1")
    ran = project.publish("steps/paint.py", "--to", "charts", "--dialect", "builtin")
    assert ran.code == 0 and set(project.charts()) == {"index.yaml", "house-steps-1.1.0-rc.1.tgz"}
    assert "  vela addon enable house-steps/house-steps --version 1.1.0-rc.1  # KubeVela >=1.10.0\n" in ran.out


def test_a_dry_run_shows_and_changes_nothing(project: Project) -> None:
    ran = project.publish("--to", "charts", "--dialect", "builtin", "--dry-run")
    assert ran.code == 0 and not (project.root / "charts").exists()
    lines = ran.out.splitlines()
    assert (
        unsized(lines[0])
        == "house-steps 1.0.0 would be published in charts, the first release there: house-steps-1.0.0.tgz, 7 files, N kB"
    )
    assert [(line[2:3], line.split()[-1]) for line in lines[1:]] == [
        ("+", path)
        for path in (
            *("Chart.yaml", "README.md", "contract.yaml", "definitions/paint.yaml", "metadata.yaml"),
            *("schemas/workflowstep-uischema-paint.yaml", "template.cue"),
        )
    ]
    project.publish("--to", "charts", "--dialect", "builtin")
    project.edit("pyproject.toml", "1.0.0", "1.1.0")
    project.edit("steps/paint.py", 'name="paint"', 'name="paint", alias="Paint"')
    before = project.charts()
    ran = project.publish("--to", "charts", "--dialect", "builtin", "--dry-run")
    assert "house-steps 1.1.0 would be published in charts, after 1.0.0: house-steps-1.1.0.tgz, 7 files, N kB\n" in unsized(
        ran.out
    )
    marks = {line.split()[-1]: line[2:3] for line in ran.out.splitlines() if line.endswith((".yaml", ".cue", ".md"))}
    assert marks["definitions/paint.yaml"] == marks["metadata.yaml"] == "~" and marks["template.cue"] == " "
    assert project.charts() == before


def test_other_content_is_refused_and_can_be_forced(project: Project) -> None:
    project.publish("--to", "charts", "--dialect", "builtin")
    project.edit("steps/paint.py", "Paint a house.", "Paint two.")
    before = project.charts()
    said = "velasdk: house-steps 1.0.0 is published already, with other content: bump `version`, whoever has it"
    for more in ((), ("--dry-run",)):
        ran = project.publish("--to", "charts", *more)  # the other dialect is not published either
        assert ran.code == 1 and ran.err.startswith(said) and project.charts() == before
    assert "house-steps 1.0.0 would not be published in charts, compared with what is there: " in ran.out
    ran = project.publish("--to", "charts", "--dialect", "builtin", "--force")
    assert ran.code == 0 and ran.out.startswith("replaced house-steps 1.0.0 in charts: ")
    (package,) = [data for name, data in project.charts().items() if name.endswith(".tgz")]
    assert b"Paint two." in unpack(package, "x").files["definitions/paint.yaml"]


def test_a_change_asks_for_a_larger_version(project: Project) -> None:
    project.publish("--to", "charts", "--dialect", "builtin")
    project.edit("steps/paint.py", "url: str", "address: str")
    project.edit("steps/paint.py", "self.url", "self.address")
    project.edit("pyproject.toml", "1.0.0", "1.1.0")
    before = project.charts()
    for more in ((), ("--dry-run",)):
        ran = project.publish("--to", "charts", "--dialect", "builtin", *more)
        assert ran.code == 1 and project.charts() == before
        assert ran.out.startswith("house-steps 1.1.0, after 1.0.0:\npaint: breaking: ")
        assert ran.err.startswith("velasdk: house-steps 1.1.0 is too small a step from 1.0.0 for ")
        assert ran.err.endswith(": make it 2.0.0 or later\n")
    data = json.loads(project.publish("--to", "charts", "--dialect", "builtin", "--json").out)
    assert {found["asks"] for found in data["addons"][0]["findings"]} >= {"major"} and not data["addons"][0]["published"]
    project.edit("pyproject.toml", "1.1.0", "2.0.0")
    assert project.publish("--to", "charts", "--dialect", "builtin").code == 0


def test_errors_publish_nothing(project: Project) -> None:
    project.edit("steps/paint.py", 'Color.RED: Wait("painting"), ', "")
    ran = project.publish("--to", "charts")
    assert ran == Ran(1, "steps/paint.py:26:5: error[VS201] `Color.RED` has no action\n1 error in 1 file\n", "")
    data = json.loads(project.publish("--to", "charts", "--json").out)
    assert data["addons"] == [] and data["findings"][0]["code"] == "VS201"
    assert not (project.root / "charts").exists()


def test_records_for_a_program(project: Project) -> None:
    ran = project.publish("--to", "charts", "--json", "--dialect", "builtin")
    data = json.loads(ran.out)
    addon = data["addons"][0]
    assert (ran.code, ran.err, data["findings"]) == (0, "", [])
    assert {
        key: addon[key] for key in ("name", "version", "destination", "state", "published", "file", "previous", "problem")
    } == {
        "name": "house-steps",
        "version": "1.0.0",
        "destination": "charts",
        "state": "new",
        "published": True,
        "file": "house-steps-1.0.0.tgz",
        "previous": None,
        "problem": None,
    }
    assert addon["size"] == len(project.charts()["house-steps-1.0.0.tgz"])
    assert set(addon["changes"].values()) == {"added"} and "metadata.yaml" in addon["files"]
    again = json.loads(project.publish("--to", "charts", "--json", "--dialect", "builtin").out)["addons"][0]
    assert (again["state"], again["changes"], again["published"]) == ("same", {}, True)


def test_what_is_on_disk_is_not_what_is_published(project: Project) -> None:
    assert main(["compile"]) == 0
    folder = project.root / "generated/builtin/house-steps"
    (folder / "parameter.cue").write_text("parameter: {}\n")
    project.capture.readouterr()
    ran = project.publish("--to", "charts", "--dialect", "builtin")
    assert ran.code == 0
    assert ran.err == "generated/builtin/house-steps/parameter.cue is no part of the addon: velasdk did not write it\n"
    project.edit("steps/paint.py", 'name="paint"', 'name="varnish"')
    ran = project.publish("--to", "more", "--dialect", "builtin")
    assert ran.err.count("\n") == 2
    now = "is not what the steps compile to now, and publishing does not take it: run `velasdk compile`"
    assert f"generated/builtin/house-steps {now}" in ran.err


@pytest.mark.parametrize(
    ("arguments", "said"),
    [
        (["--to", "pyproject.toml"], "pyproject.toml cannot be published to: File exists"),
        (["--to", "pyproject.toml", "--dry-run"], "velasdk: pyproject.toml is no directory"),
        (["--to", "https://"], "velasdk: --to is no address of a server"),
        (["--to", "http://127.0.0.1:1", "--timeout", "0.2"], "velasdk: http://127.0.0.1:1/index.yaml cannot be reached: "),
        ([], "Missing option '--to'"),
        (["--to", "charts", "--dialect", "new"], "velasdk: --dialect: there is no dialect `new`"),
        (["--to", "charts", "nowhere"], "nowhere"),
    ],
)
def test_what_cannot_work_is_exit_2(project: Project, arguments: list[str], said: str) -> None:
    ran = project.publish(*arguments)
    assert ran.code == 2 and said in ran.err and "Traceback" not in ran.err and ran.out == ""
    assert (project.root / "pyproject.toml").read_text() == PYPROJECT


def test_publishing_to_a_server(project: Project, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("HELM_REPO_ACCESS_TOKEN", TOKEN)
    with museum("org", authorization=f"Bearer {TOKEN}") as server:
        ran = project.publish("--to", server.url)
        assert (ran.code, ran.err) == (0, "")
        assert f"published house-steps 1.0.0 in {server.url}: house-steps-1.0.0.tgz" in ran.out
        login = "--username USER --password PASSWORD"
        assert f"  vela addon registry add house-steps --type helm --endpoint {server.url} {login}\n" in ran.out
        assert set(server.packages) == {"house-steps-1.0.0.tgz", "house-steps-legacy-1.0.0.tgz"}
        assert project.publish("--to", server.url).out.count("already, with the same content") == 2
        project.edit("steps/paint.py", "Paint a house.", "Paint two.")
        assert project.publish("--to", server.url).code == 1
        server.misbehave = lambda seen, before: (
            Answer(200, "apiVersion: v1\nentries: {}\n") if seen.path.endswith("index.yaml") else None
        )
        ran = project.publish("--to", server.url)  # the index says nothing, the server 409
        assert ran.code == 1 and ran.err.startswith(
            "velasdk: house-steps-legacy 1.0.0 is published already, with other content"
        )


def test_a_terminal_shows_a_bar(project: Project) -> None:
    """On stderr, which is a terminal here; stdout is not, and has what a pipe gets."""
    with museum() as server:
        leader, follower = pty.openpty()
        script = "import sys; from velasdk.cli import main; sys.exit(main(sys.argv[1:]))"
        with subprocess.Popen(
            [sys.executable, "-c", script, "publish", "addon", "--to", server.url],
            stdout=subprocess.PIPE,
            stderr=follower,
            cwd=project.root,
        ) as run:
            os.close(follower)
            seen = b""
            try:
                while data := os.read(leader, 10_000):
                    seen += data
            except OSError:  # the end of a terminal
                pass
            assert run.stdout
            out = run.stdout.read().decode()
        os.close(leader)
        assert run.returncode == 0 and out.startswith("published house-steps-legacy 1.0.0 in ")
        assert b"publishing" in seen
