"""`velasdk check --watch`: real processes, and files that really change."""

from __future__ import annotations

import json
import os
import pty
import re
import select
import signal
import subprocess
import sys
import time
from collections.abc import Generator
from contextlib import contextmanager
from dataclasses import dataclass, field
from pathlib import Path

import pytest

from tests.painting import STEP
from velasdk.engine.client import Engine

WATCHING = re.compile(r"^watching \d+ files?\n\Z", re.MULTILINE)
WRONG = STEP.replace('Color.RED: Wait("painting"), ', "")
PATIENCE = 20.0  # seconds; other tests may have the processors


@dataclass
class Watch:
    """A `velasdk check --watch` in `root`; what it has printed is in two files."""

    root: Path
    process: subprocess.Popen[bytes]
    read: dict[str, int] = field(default_factory=lambda: {"out": 0, "err": 0})

    def write(self, path: str, text: str) -> None:
        (self.root / path).parent.mkdir(parents=True, exist_ok=True)
        (self.root / path).write_text(text, encoding="utf-8")

    def said(self, stream: str = "out") -> str:
        return (self.root / f"{stream}.log").read_text(encoding="utf-8")

    def until(self, what: str, stream: str = "out") -> str:
        """What came on `stream` since the last call, once `what` is in it and files are watched again."""
        end = time.monotonic() + PATIENCE
        while time.monotonic() < end:
            new = {stream: self.said(stream)[read:] for stream, read in self.read.items()}
            if what in new[stream] and any(WATCHING.search(text) for text in new.values()):
                self.read = {stream: self.read[stream] + len(text) for stream, text in new.items()}
                return new[stream]
            assert self.process.poll() is None, new
            time.sleep(0.02)
        raise AssertionError(f"{what!r} did not come: {self.said()!r} {self.said('err')!r}")


@contextmanager
def watching(root: Path, *arguments: str) -> Generator[Watch]:
    (root / "pyproject.toml").write_text('[project]\nname = "house-steps"\n')
    with (root / "out.log").open("wb") as out, (root / "err.log").open("wb") as err:
        command = [sys.executable, "-c", "import sys; from velasdk.cli import main; sys.exit(main())", "check", "--watch"]
        process = subprocess.Popen([*command, *arguments], cwd=root, stdout=out, stderr=err)
        try:
            yield Watch(root, process)
        finally:
            process.kill()
            process.wait()


def ended(watch: Watch) -> int:
    watch.process.send_signal(signal.SIGINT)
    return watch.process.wait(timeout=PATIENCE)


def test_a_day_of_an_author(tmp_path: Path) -> None:
    (tmp_path / "steps").mkdir()
    (tmp_path / "steps/paint.py").write_text(STEP)
    with watching(tmp_path) as watch:
        assert watch.until("watching 2 files") == "1 step, no errors\nwatching 2 files\n"

        watch.write("steps/paint.py", WRONG)
        said = watch.until("1 error in 1 file")
        assert said.startswith("changed: steps/paint.py\nsteps/paint.py:26:5: error[VS201] `Color.RED` has no action\n")

        # A helper elsewhere, imported from now on, is watched from now on.
        watch.write("lib/colours.py", 'LABEL = "one"\n')
        path = f"import sys; sys.path.insert(0, {str(tmp_path / 'lib')!r}); from colours import LABEL\n"
        watch.write("steps/paint.py", path + STEP)
        watch.until("1 step, no errors")
        watch.write("lib/colours.py", 'LABEL = = "two"\n')
        assert "changed: lib/colours.py\nlib/colours.py:1:9: error[VS020]" in watch.until("1 error in 1 file")
        watch.write("lib/colours.py", 'LABEL = "six"\n')
        watch.until("1 step, no errors")

        (tmp_path / "steps/paint.py").rename(tmp_path / "steps/new.py")
        assert "changed: steps/new.py, steps/paint.py\n" in watch.until("1 step, no errors")

        (tmp_path / "steps/new.py").unlink()
        watch.until("there are no steps in steps", "err")
        watch.write("steps/deep/paint.py", STEP)
        watch.until("1 step, no errors")

        watch.write("pyproject.toml", "[tool.velasdk]\nstpes = []\n")
        watch.until("unknown key `tool.velasdk.stpes`", "err")
        watch.write("pyproject.toml", '[tool.velasdk]\nsteps = ["steps/deep"]\n')
        watch.until("1 step, no errors")

        assert ended(watch) == 130
        assert "Traceback" not in watch.said() + watch.said("err")
        assert {line.partition(" ")[0] for line in watch.said("err").splitlines()} == {"velasdk:"}


def test_many_saves_are_one_check_and_json_is_alone_on_stdout(tmp_path: Path, engine: Engine) -> None:
    (tmp_path / "steps").mkdir()
    (tmp_path / "steps/paint.py").write_text(STEP)
    with watching(tmp_path, "--json", "--engine", "steps") as watch:
        watch.until("watching 2 files", "err")
        assert json.loads(watch.said()) == []
        for number in range(20):
            watch.write(f"steps/step{number}.py", STEP.replace('"paint"', f'"paint-{number}"'))
        watch.write("steps/paint.py", WRONG)
        watch.until("watching 22 files", "err")
        (found,) = json.loads(watch.said().removeprefix("[]\n"))
        assert (found["code"], found["file"]) == ("VS201", "steps/paint.py")
        assert watch.said("err").count("changed: ") == 1
        assert "changed: steps/paint.py, steps/step0.py, steps/step1.py and 18 more\n" in watch.said("err")
        assert ended(watch) == 130


def test_a_check_that_hangs_ends_with_it(tmp_path: Path) -> None:
    (tmp_path / "steps").mkdir()
    (tmp_path / "steps/slow.py").write_text(
        "import os, pathlib, time\npathlib.Path('pid').write_text(f'{os.getpid()}.')\ntime.sleep(99)\n"
    )
    with watching(tmp_path) as watch:
        end = time.monotonic() + PATIENCE
        while not (tmp_path / "pid").exists() or not (tmp_path / "pid").read_text().endswith("."):
            assert time.monotonic() < end
            time.sleep(0.02)
        assert ended(watch) == 130
        assert watch.said() + watch.said("err") == ""
        with pytest.raises(ProcessLookupError):
            os.kill(int((tmp_path / "pid").read_text()[:-1]), 0)


def test_the_replies_of_a_template_are_watched(tmp_path: Path, engine: Engine) -> None:
    assert engine.line == "1.11"
    (tmp_path / "replies.yaml").write_text("approved: {}\n")
    (tmp_path / "wait.cue").write_text('import "vela/builtin"\nwait: builtin.#ConditionalWait & {$params: continue: true}\n')
    files = ("--reply", "replies/good.yaml", "--parameters", "given.yaml")
    with watching(tmp_path, "wait.cue", "--line", "1.11", *files) as watch:
        watch.until("replies/good.yaml cannot be read", "err")
        watch.write("replies/good.yaml", "approved: [\n")
        watch.until("changed: replies/good.yaml")
        assert "replies/good.yaml:2: this is not YAML" in watch.said("err")
        watch.write("replies/good.yaml", "approved: {}\n")
        watch.until("changed: replies/good.yaml")
        watch.write("given.yaml", "{}\n")
        assert "changed: given.yaml\nwait.cue:1:1: error[VS393]" in watch.until("1 error in 1 file")
        assert ended(watch) == 130


def test_what_is_not_there_in_the_beginning(tmp_path: Path) -> None:
    with watching(tmp_path, "stpes") as watch:
        assert watch.process.wait(timeout=PATIENCE) == 2
        assert watch.said("err") == "velasdk: stpes does not exist\n"


def test_a_terminal_is_cleared(tmp_path: Path) -> None:
    (tmp_path / "pyproject.toml").write_text("")
    (tmp_path / "steps").mkdir()
    (tmp_path / "steps/paint.py").write_text(STEP)
    ours, theirs = pty.openpty()
    command = [sys.executable, "-c", "import sys; from velasdk.cli import main; sys.exit(main())", "check", "--watch"]
    process = subprocess.Popen(command, cwd=tmp_path, stdout=theirs, stderr=theirs, env={**os.environ, "TERM": "xterm"})
    os.close(theirs)
    said = b""

    def read_until_watching(times: int) -> None:
        nonlocal said
        while said.count(b"watching 2 files\r\n") < times:
            assert select.select([ours], [], [], PATIENCE)[0], said
            said += os.read(ours, 1000)

    try:
        read_until_watching(1)
        assert b"\x1b[2J" not in said
        (tmp_path / "steps/paint.py").write_text(WRONG)
        read_until_watching(2)
        assert b"\x1b[2J\x1b[3J\x1b[Hchanged: steps/paint.py\r\n" in said
        assert b"\x1b[1;31merror[VS201]\x1b[0m" in said  # in full and in colour
        process.send_signal(signal.SIGINT)
        assert process.wait(timeout=PATIENCE) == 130
    finally:
        process.kill()
        process.wait()
        os.close(ours)
