"""`python -m tests.e2e.cluster [DIRECTORY]`: a cluster to work on by hand, until Ctrl-C."""

from __future__ import annotations

import signal
import sys
import tempfile
from pathlib import Path

from tests.e2e.cluster.objects import documents
from tests.e2e.cluster.running import workflow_cluster

ADDON = Path(__file__).parents[3] / "generated" / "builtin" / "velasdk-steps" / "definitions"


def main(home: Path) -> None:
    """Run a cluster with the steps of this project, and say where it is."""
    home.mkdir(parents=True, exist_ok=True)
    with workflow_cluster(home) as cluster:
        cluster.objects.apply(*documents(ADDON))
        print(f"export KUBECONFIG={cluster.control_plane.kubeconfig}", flush=True)
        signal.pause()


if __name__ == "__main__":
    signal.signal(signal.SIGTERM, signal.default_int_handler)
    try:
        with tempfile.TemporaryDirectory(prefix="velasdk-cluster-") as scratch:
            main(Path(sys.argv[1] if len(sys.argv) > 1 else scratch))
    except KeyboardInterrupt:
        pass
