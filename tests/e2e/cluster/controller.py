"""KubeVela's controllers, as children that work on a cluster from outside."""

from __future__ import annotations

from collections.abc import Mapping
from pathlib import Path
from types import TracebackType
from typing import Self

from tests.e2e.cluster.binaries import program
from tests.e2e.cluster.child import Child, free_port

#: Seconds after which a step that waits is executed again at the latest; the default of 60 is for a cluster with work to do.
LONGEST_WAIT = 2

SHORT_WAITS = {
    "max-workflow-wait-backoff-time": str(LONGEST_WAIT),
    "max-workflow-failed-backoff-time": str(LONGEST_WAIT),
}


class Controller:
    """A running controller, ended with the `with` block; its log is `<name>.log` in `home`."""

    def __init__(self, name: str, kubeconfig: Path, home: Path, *, probe: str, flags: Mapping[str, str]) -> None:
        """`probe` is the flag for the address where it says, as soon as it works, that it is healthy."""
        self.name = name
        self._probe = probe
        self._log = home / f"{name}.log"
        self._kubeconfig = kubeconfig
        self._flags = flags
        self._child: Child | None = None

    def __enter__(self) -> Self:
        self.start()
        return self

    def __exit__(self, kind: type[BaseException] | None, error: BaseException | None, at: TracebackType | None) -> None:
        self.kill()

    def start(self) -> None:
        """Start it unless it runs, and wait until it works. Raises ClusterError if it does not."""
        if self._child is not None:
            return
        probe = free_port()
        flags = {**self._flags, self._probe: f"127.0.0.1:{probe}"}
        command = [str(program(self.name)), *(f"--{name}={value}" for name, value in flags.items())]
        self._child = Child(self.name, command, self._log, {"KUBECONFIG": str(self._kubeconfig)})
        self._child.wait_until_ready(f"http://127.0.0.1:{probe}/readyz")

    def kill(self) -> None:
        """End it with SIGKILL: whatever it had in memory is lost."""
        if self._child is not None:
            self._child.stop()
            self._child = None


def vela_workflow(kubeconfig: Path, home: Path) -> Controller:
    """The controller of WorkflowRuns, not started."""
    flags = {"metrics-bind-address": "0", **SHORT_WAITS}
    return Controller("vela-workflow", kubeconfig, home, probe="health-probe-bind-address", flags=flags)


def vela_core(kubeconfig: Path, home: Path) -> Controller:
    """The controller of a whole KubeVela, not started."""
    flags = {"metrics-addr": "0", **SHORT_WAITS}
    return Controller("vela-core", kubeconfig, home, probe="health-addr", flags=flags)
