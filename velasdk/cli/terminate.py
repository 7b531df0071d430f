"""`velasdk terminate`: a run ends here."""

from __future__ import annotations

from ..cluster.connect import connect
from ..cluster.operate import terminate
from .options import Kubeconfig, KubeContext, Namespace, RunName


def terminate_run(
    run: RunName, namespace: Namespace = None, kubeconfig: Kubeconfig = None, context: KubeContext = None
) -> None:
    """End a WorkflowRun: what runs or suspends in it fails, and nothing else begins."""
    cluster = connect(kubeconfig, context, namespace)
    done = terminate(cluster, run)
    print(f"{'terminated' if done else 'terminated already:'} {cluster.namespace}/{run}")
