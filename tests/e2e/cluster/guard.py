"""Runs a command and ends with it, and ends it when whoever started this is gone, however that was: its end of the pipe
to our stdin is closed then.

A program of its own: `guard.py COMMAND ARGUMENT ...`, started as the leader of a process group.
"""

from __future__ import annotations

import os
import signal
import subprocess
import sys
import threading


def main(command: list[str]) -> int:
    """Returns the command's exit code."""
    child = subprocess.Popen(command, stdin=subprocess.DEVNULL)
    threading.Thread(target=_end_with_starter, daemon=True).start()
    return child.wait()


def _end_with_starter() -> None:
    os.read(sys.stdin.fileno(), 1)  # nothing is ever written: this returns at the end of the file
    os.killpg(0, signal.SIGKILL)  # the command, what it started, and us


if __name__ == "__main__":
    sys.exit(main(sys.argv[1:]))
