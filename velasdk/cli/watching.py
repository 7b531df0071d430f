"""`velasdk check --watch`: the check again, in a process of its own, whenever something that it read has changed.

A new process imports every module afresh, whatever the author's files hold on to; it costs the start of Python. What has
changed is seen by comparing what lies on the disk: the operating system only says when to look, so that changes which come
while a check runs are not lost, nor those in folders that it says nothing of.
"""

from __future__ import annotations

import json
import os
import subprocess
import sys
import tempfile
from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass, field
from pathlib import Path
from typing import Any, TypeAlias, cast

from watchfiles import watch

from ..diagnostics import VelasdkError
from ..load import python_files
from ..report.columns import one_line
from ..report.render import count
from ..settings import FILE, near, read_settings

CLEAR = "\x1b[2J\x1b[3J\x1b[H"
LOOK = 1_000  # milliseconds after which is looked without being told
SETTLED = 100  # milliseconds without a change after which many saves are one
SHOWN = 3  # so many changed files are named

State: TypeAlias = tuple[int, int]
"""When a file was changed, in nanoseconds, and how many bytes it has."""


@dataclass(slots=True)
class Watched:
    """What is looked at: `paths`, or the settings' steps where none are given, files `beside` them, what a check `imported`."""

    paths: Sequence[Path]
    beside: Sequence[Path] = ()
    imported: set[Path] = field(default_factory=set[Path])
    _steps: Sequence[Path] = ()

    def chosen(self) -> Sequence[Path]:
        """Files and folders with steps; the last known ones while pyproject.toml cannot be read."""
        try:
            self._steps = self.paths or read_settings(Path.cwd()).steps
        except VelasdkError:
            self._steps = self._steps or (Path("steps"),)
        return self._steps

    def files(self) -> dict[Path, State]:
        """Every file that a check could read, and how it is."""
        above = (folder / FILE for folder in (Path.cwd(), *Path.cwd().parents))
        found = {next((file for file in above if file.is_file()), Path.cwd() / FILE)} | {
            each.absolute() for each in self.beside
        }
        for path in self.chosen():
            whole = path.absolute()
            found |= set(python_files([whole]) if whole.is_dir() else {whole, *whole.parent.glob("*.py")})
        for path in self.imported:
            found |= set(path.glob("*.py")) if path.is_dir() else {path}
        return {path: state for path in found if (state := _state(path)) is not None}

    def folders(self) -> list[Path]:
        """What the operating system is asked to tell of: where those files are, or would come back to."""
        found = {file.parent for file in self.files()} | {Path.cwd()} | {each.absolute().parent for each in self.beside}
        for path in self.chosen():
            found |= {path, *_folders(path)} if path.is_dir() else {path.absolute().parent}
        return sorted(folder for folder in found if folder.is_dir())


def watch_checks(arguments: Sequence[str], paths: Sequence[Path], beside: Sequence[Path], for_programs: bool) -> None:
    """Check with `arguments` now and at every change of `paths` and of the files `beside`, until Ctrl-C raises.

    What is said between checks goes to stderr when stdout is `for_programs`. Raises `VelasdkError` for paths and settings
    that are wrong in the beginning; later they may go and come.
    """
    python_files(paths or read_settings(Path.cwd()).steps)
    watched = Watched(paths, beside)
    stream = sys.stderr if for_programs else sys.stdout
    while True:
        before = watched.files()
        watched.imported |= _checked(arguments)
        # What was imported only now is taken as it is: how it was before is not known.
        before = _new(watched.files(), before, watched.imported) | before
        print(f"watching {count(len(before), 'file')}", file=stream, flush=True)
        changed = _changed(watched, before)
        if sys.stdout.isatty() and not for_programs:
            print(CLEAR, end="")
        print(f"changed: {_named(changed)}", file=stream, flush=True)


def arguments_again(context: Any) -> list[str]:
    """The command line of a typer or click `context`, without `--watch`."""
    options: list[str] = []
    values: list[str] = []
    for parameter in context.command.params:
        value = context.params.get(parameter.name)
        each = cast("list[Any]", [*value] if isinstance(value, (list, tuple)) else [] if value in (None, False) else [value])
        if parameter.param_type_name == "argument":
            values += map(str, each)
        elif parameter.name != "watch":
            for one in each:
                options += [parameter.opts[0]] if one is True else [parameter.opts[0], str(one)]
    return [context.info_name, *options, "--", *values]


def _checked(arguments: Sequence[str]) -> set[Path]:
    """Check once; the files of the author's modules that it imported, and their packages' folders."""
    with tempfile.TemporaryDirectory(prefix="velasdk-") as folder:
        told = Path(folder, "imported.json")
        # -P: the working directory is on no path, as for the command. -B: what is compiled is kept with times in seconds,
        # and people save twice in one. In a session of its own it gets no Ctrl-C, which is ours to act on.
        command = [sys.executable, "-P", "-B", "-m", "velasdk.cli.checked", str(told), *arguments]
        child = subprocess.Popen(command, stdin=subprocess.DEVNULL, start_new_session=True)
        try:
            child.wait()
        finally:
            if child.poll() is None:
                child.terminate()
                child.wait()
        names: list[str] = json.loads(told.read_text(encoding="utf-8")) if told.exists() else []
    return {Path(name) for name in names if _is_the_authors(Path(name))}


def _is_the_authors(path: Path) -> bool:
    ours, python = Path(__file__).parent.parent, Path(os.__file__).parent
    return not ({ours, python} & {path, *path.parents}) and "site-packages" not in path.parts


def _changed(watched: Watched, before: Mapping[Path, State]) -> list[Path]:
    """Wait until files are otherwise than `before`, and say which."""
    while True:
        try:
            ticks = watch(
                *watched.folders(),
                recursive=False,
                watch_filter=None,
                step=SETTLED,
                rust_timeout=LOOK,
                yield_on_timeout=True,
            )
            for _ in ticks:
                now = watched.files()
                if now != before:
                    return sorted(path for path in now.keys() | before.keys() if now.get(path) != before.get(path))
        except FileNotFoundError:  # a folder went between being listed and being watched
            continue


def _new(now: Mapping[Path, State], before: Mapping[Path, State], imported: Iterable[Path]) -> dict[Path, State]:
    """The files of `now` that nobody knew of before they were imported."""
    folders = set(imported)
    return {path: state for path, state in now.items() if path not in before and {path, path.parent} & folders}


def _state(path: Path) -> State | None:
    try:
        found = path.stat()
    except OSError:
        return None
    return found.st_mtime_ns, found.st_size


def _folders(path: Path) -> Iterator[Path]:
    for folder, names, _ in os.walk(path):
        names[:] = [name for name in names if not name.startswith(".") and name != "__pycache__"]
        yield from (Path(folder, name) for name in names)


def _named(files: Sequence[Path]) -> str:
    names = [one_line(str(near(file, Path.cwd()))) for file in files]
    return ", ".join(names[:SHOWN]) + (f" and {len(names) - SHOWN} more" if len(names) > SHOWN else "")
