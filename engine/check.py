"""Formats, vets and tests the Go modules of the engines with the toolchain that builds them."""

from __future__ import annotations

import os
import subprocess
import sys
from pathlib import Path

from velasdk.engine.build import toolchain

ENGINE = Path(__file__).parent


def main(rewrite: bool) -> int:
    """Run the checks in each module; with `rewrite` only format. Returns the exit code."""
    go = toolchain()
    root = subprocess.run([go, "env", "GOROOT"], capture_output=True, text=True, check=True).stdout.strip()
    gofmt = Path(root, "bin", "gofmt")  # beside the real go: the wheel's `go` on PATH is a script
    environment = {**os.environ, "CGO_ENABLED": "0", "GOFLAGS": "-mod=readonly -buildvcs=false"}
    modules = sorted(path.parent for path in ENGINE.glob("*/go.mod"))
    files = sorted(str(path) for path in ENGINE.rglob("*.go"))
    unformatted = subprocess.run([gofmt, "-w" if rewrite else "-l", *files], capture_output=True, text=True, check=True)
    if unformatted.stdout:
        print(f"not formatted:\n{unformatted.stdout}", end="")
        return 1
    for module in modules if not rewrite else ():
        for command in ("vet", "test"):
            print(f"go {command} {module.name}", flush=True)
            status = subprocess.run([go, command, "./..."], cwd=module, env=environment, check=False).returncode
            if status:
                return status
    return 0


if __name__ == "__main__":
    sys.exit(main("--format" in sys.argv[1:]))
