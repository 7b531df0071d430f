"""A program of the cluster as a child: its output in a file, ended with us whatever happens to us."""

from __future__ import annotations

import os
import signal
import socket
import ssl
import subprocess
import sys
import time
from collections.abc import Mapping, Sequence
from pathlib import Path
from random import SystemRandom

import httpx

GUARD = Path(__file__).with_name("guard.py")

#: Below the ports that the system gives to outgoing connections: none of those takes the port of a server that restarts.
PORTS = range(20000, 30000)


class ClusterError(Exception):
    """A part of the cluster did not start, or not in time. The message ends with what its log says."""


class Child:
    """A running program, ended by `stop` or with us. Its output is appended to `log`."""

    def __init__(
        self, name: str, command: Sequence[str | Path], log: Path, environment: Mapping[str, str] | None = None
    ) -> None:
        self.name = name
        self.log = log
        with log.open("ab") as output:
            self._guard = subprocess.Popen(
                [sys.executable, "-I", str(GUARD), *map(str, command)],
                stdin=subprocess.PIPE,
                stdout=output,
                stderr=subprocess.STDOUT,
                cwd=log.parent,
                env={**os.environ, **(environment or {})},
                start_new_session=True,  # a process group: a signal reaches the guard and the program at the same time
            )

    def wait_until_ready(self, url: str, authority: Path | None = None, timeout: float = 120.0) -> None:
        """Wait until it answers at `url` that it is ready. `authority`: the certificate it makes itself.

        Raises ClusterError if it ends before, or if it is not ready after `timeout` seconds; it is stopped then.
        """
        end = time.monotonic() + timeout
        while not _answers(url, authority):
            if self._guard.poll() is not None:
                raise ClusterError(f"{self.name} ended with code {self._guard.returncode}:\n{tail(self.log)}")
            if time.monotonic() > end:
                self.stop()
                raise ClusterError(f"{self.name} is not ready after {timeout:g} s:\n{tail(self.log)}")
            time.sleep(0.05)

    def stop(self) -> None:
        """End it with SIGKILL, as a power cut would, and wait until it is gone. Does nothing if it has ended."""
        if self._guard.poll() is None:  # not waited for before: the number is still that of our group
            os.killpg(self._guard.pid, signal.SIGKILL)
        self._guard.wait()
        if self._guard.stdin is not None:
            self._guard.stdin.close()


def tail(log: Path, lines: int = 30) -> str:
    """The last lines of a log."""
    return "\n".join(log.read_text(encoding="utf-8", errors="replace").splitlines()[-lines:])


def programs(home: Path) -> list[str]:
    """The commands that run now and were given files in `home`; where there is no `/proc`, as `ps` lists them."""
    if not Path("/proc/self/cmdline").exists():
        listed = subprocess.run(["ps", "-ww", "-eo", "args"], capture_output=True, text=True, check=True).stdout.splitlines()
    else:
        listed = [_command(process) for process in Path("/proc").glob("[0-9]*")]
    return [command for command in listed if str(home) in command]


def left(home: Path, timeout: float = 10.0) -> list[str]:
    """Those of `programs` that still run after `timeout` seconds: one that is killed needs a moment to give its memory back."""
    end = time.monotonic() + timeout
    while (found := programs(home)) and time.monotonic() < end:
        time.sleep(0.1)
    return found


def _command(process: Path) -> str:
    try:
        return (process / "cmdline").read_bytes().replace(b"\0", b" ").decode(errors="replace")
    except OSError:  # it has ended meanwhile
        return ""


def free_port() -> int:
    """A loopback port that nobody listens on."""
    for port in SystemRandom().sample(PORTS, 200):
        with socket.socket() as probe:
            probe.setsockopt(socket.SOL_SOCKET, socket.SO_REUSEADDR, 1)
            try:
                probe.bind(("127.0.0.1", port))
            except OSError:
                continue
            return port
    raise ClusterError(f"no free port among {PORTS.start} to {PORTS.stop - 1}")


def _answers(url: str, authority: Path | None) -> bool:
    """Whether a GET is answered with 200."""
    if authority is not None and not authority.is_file():
        return False
    verify = ssl.create_default_context(cafile=authority) if authority is not None else False  # then there is no TLS
    try:
        return httpx.get(url, verify=verify, timeout=5, trust_env=False).status_code == 200
    except httpx.TransportError:
        return False
