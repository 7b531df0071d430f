"""Nothing of a cluster outlives who started it."""

from __future__ import annotations

import subprocess
import sys
from pathlib import Path

from tests.e2e.cluster.child import left, programs


def test_a_cluster_ends_with_a_starter_that_is_killed(tmp_path: Path) -> None:
    command = [sys.executable, "-m", "tests.e2e.cluster", str(tmp_path)]
    with subprocess.Popen(command, stdout=subprocess.PIPE, stderr=subprocess.DEVNULL, text=True) as starter:
        assert starter.stdout is not None
        said = starter.stdout.readline()
        found = programs(tmp_path)
        starter.kill()
    assert str(tmp_path) in said
    assert all(any(f"/{name} --" in each for each in found) for name in ("etcd", "kube-apiserver")), found
    assert left(tmp_path) == []
