"""The programs of a cluster, built once from the Go modules beside this and kept in the user's cache.

`python -m tests.e2e.cluster.binaries` builds them all.
"""

from __future__ import annotations

import hashlib
import json
import os
import subprocess
import sys
import tempfile
from collections.abc import Sequence
from pathlib import Path

import platformdirs

from velasdk.engine.build import toolchain

MODULES = Path(__file__).parent

PROGRAMS = {
    "etcd": ("apiserver", "go.etcd.io/etcd/server/v3", ""),
    "kube-apiserver": ("apiserver", "k8s.io/kubernetes", "/cmd/kube-apiserver"),
    "vela-workflow": ("workflow", "github.com/kubevela/workflow", "/cmd"),
    "vela-core": ("legacy", "github.com/oam-dev/kubevela", "/cmd/core"),
    "vela": ("legacy", "github.com/oam-dev/kubevela", "/references/cmd/cli"),
}
"""Name -> our directory, whose `go.mod` says the version; the module; the package in it."""


def program(name: str) -> Path:
    """A program of the cluster, compiled if it is not there: some minutes the first time."""
    ours, module, package = PROGRAMS[name]
    directory = Path(platformdirs.user_cache_dir("velasdk", appauthor=False)) / "cluster" / f"{ours}-{_digest(ours)}"
    path = directory / name
    if not path.is_file():
        print(f"building {name}, which can take minutes ...", file=sys.stderr)
        directory.mkdir(parents=True, exist_ok=True)
        with tempfile.TemporaryDirectory(dir=directory, prefix="build-") as scratch:
            built = Path(scratch) / name
            flags = ["-trimpath", "-buildvcs=false", "-mod=readonly", "-ldflags", "-s -w"]
            _go(ours, ["build", *flags, "-o", str(built), module + package])
            built.replace(path)  # whole or not at all, also when two build at once
    return path


def upstream(name: str) -> Path:
    """The directory with the files of the module that a program is from, fetched if it is not there."""
    ours, module, _ = PROGRAMS[name]
    return Path(json.loads(_go(ours, ["mod", "download", "-json", module]))["Dir"])


def _go(ours: str, arguments: Sequence[str]) -> str:
    # As the engines are built: the same program on a machine with and without a C compiler.
    environment = {**os.environ, "CGO_ENABLED": "0", "GOWORK": "off"}
    command = [str(toolchain()), *arguments]
    for last in (False, True):  # go fetches each of hundreds of modules only once: what it has got by then it keeps
        done = subprocess.run(command, cwd=MODULES / ours, env=environment, stdout=subprocess.PIPE, text=True, check=last)
        if done.returncode == 0:
            break
    return done.stdout


def _digest(ours: str) -> str:
    """A hash of what the programs of a module of ours are built from."""
    digest = hashlib.sha256()
    for name in ("go.mod", "go.sum"):
        digest.update((MODULES / ours / name).read_bytes() + b"\0")
    return digest.hexdigest()[:12]


if __name__ == "__main__":
    for each in PROGRAMS:
        program(each)
