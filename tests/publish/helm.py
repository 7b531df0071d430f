"""Helm as it is, to read what is published: the program of helmcheck/."""

from __future__ import annotations

import hashlib
import json
import os
import subprocess
import tempfile
from collections.abc import Callable
from pathlib import Path
from typing import Any, cast

import platformdirs

from velasdk.engine.build import toolchain

SOURCE = Path(__file__).parent / "helmcheck"

HelmCheck = Callable[[Path], dict[str, list[dict[str, Any]]]]


class Unreadable(Exception):
    """Why Helm and KubeVela do not read an index."""


def helmcheck() -> HelmCheck:
    """What Helm finds in a repository: entry name -> versions. Raises `Unreadable`."""
    binary = built()

    def check(folder: Path) -> dict[str, list[dict[str, Any]]]:
        done = subprocess.run([binary, folder], capture_output=True, text=True, check=False)
        if done.returncode:
            raise Unreadable(done.stderr)
        return cast("dict[str, list[dict[str, Any]]]", json.loads(done.stdout))

    return check


def built() -> Path:
    """The program of helmcheck/, built once for each of its sources; the first time Go takes some minutes."""
    digest = hashlib.sha256(b"".join((SOURCE / name).read_bytes() for name in ("go.mod", "go.sum", "main.go"))).hexdigest()
    path = Path(platformdirs.user_cache_dir("velasdk", appauthor=False)) / "tests" / f"helmcheck-{digest[:12]}"
    if not path.is_file():
        path.parent.mkdir(parents=True, exist_ok=True)
        with tempfile.TemporaryDirectory(dir=path.parent) as scratch:
            output = Path(scratch) / path.name
            command: list[str | Path] = [
                toolchain(),
                "build",
                "-trimpath",
                "-buildvcs=false",
                "-mod=readonly",
                "-ldflags",
                "-s -w",
                "-o",
                output,
                ".",
            ]
            environment = {**os.environ, "CGO_ENABLED": "0", "GOWORK": "off"}
            done = subprocess.run(command, cwd=SOURCE, env=environment, capture_output=True, text=True, check=False)
            assert not done.returncode, done.stderr
            output.replace(path)  # whole or not at all, also when two build at once
    return path
