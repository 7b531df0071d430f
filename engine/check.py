"""Formats, vets and tests the Go modules of the engines with the toolchain that builds them."""

from __future__ import annotations

import os
import subprocess
import sys
from pathlib import Path

from velasdk.dialects import NEWEST
from velasdk.engine.build import toolchain

ENGINE = Path(__file__).parent
TESTS = ENGINE.parent / "tests"

#: What the import paths of our packages begin with.
OURS = "github.com/velasdk/"


def main(rewrite: bool) -> int:
    """Run the checks in each line, vet in the newest; with `rewrite` only format. Returns the exit code."""
    go = toolchain()
    root = subprocess.run([go, "env", "GOROOT"], capture_output=True, text=True, check=True).stdout.strip()
    gofmt = Path(root, "bin", "gofmt")  # beside the real go: the wheel's `go` on PATH is a script
    # With the flags of `velasdk engine build`, whose compiled packages Go then takes from its cache.
    environment = {**os.environ, "CGO_ENABLED": "0", "GOWORK": "off", "GOFLAGS": "-mod=readonly -buildvcs=false -trimpath"}
    # The shared modules take what versions a line has: they are checked in each of the lines.
    modules = sorted(path.parent for path in ENGINE.glob("line-*/go.mod"))
    files = sorted(str(path) for folder in (ENGINE, TESTS) for path in folder.rglob("*.go"))
    unformatted = subprocess.run([gofmt, "-w" if rewrite else "-l", *files], capture_output=True, text=True, check=True)
    if unformatted.stdout:
        print(f"not formatted:\n{unformatted.stdout}", end="")
        return 1
    for module in modules if not rewrite else ():
        packages = _packages(go, module, environment)
        # To vet is to analyse all that is imported: minutes a line. What is special to the others is a few lines each.
        commands = [["vet"], ["test", "-vet=off"]] if module.name == f"line-{NEWEST}" else [["test", "-vet=off"]]
        for command in commands:
            print(f"go {' '.join(command)} {module.name}", flush=True)
            status = subprocess.run([go, *command, *packages], cwd=module, env=environment, check=False).returncode
            if status:
                return status
    return 0


def _packages(go: Path, module: Path, environment: dict[str, str]) -> list[str]:
    """Our packages that a module and its tests are compiled from, those of other modules included."""
    listed = subprocess.run(
        [go, "list", "-deps", "-test", "./..."], cwd=module, env=environment, stdout=subprocess.PIPE, text=True, check=True
    )
    found = [path for path in listed.stdout.splitlines() if path.startswith(OURS)]
    return [path for path in found if " " not in path and not path.endswith(".test")]


if __name__ == "__main__":
    sys.exit(main("--format" in sys.argv[1:]))
