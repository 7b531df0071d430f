"""`velasdk resume`: a suspended run goes on."""

from __future__ import annotations

from ..cluster.connect import connect
from ..cluster.operate import resume
from ..report.columns import one_line
from .following import flags_of, follow_run
from .options import Kubeconfig, KubeContext, Namespace, RunName, Watching


def resume_run(
    run: RunName,
    namespace: Namespace = None,
    kubeconfig: Kubeconfig = None,
    context: KubeContext = None,
    watch: Watching = False,
) -> None:
    """Resume a WorkflowRun that is suspended, and say what its steps do now."""
    cluster = connect(kubeconfig, context, namespace)
    steps = resume(cluster, run)
    place = f"{cluster.namespace}/{run}"
    for step, now in steps:
        at = f", suspended at {step.label}" if step.label else ""
        print(one_line(f"resumed {place}: {step.name}{at}: {now}"), flush=True)
    if not steps:
        print(f"resumed {place}", flush=True)
    if watch:
        follow_run(cluster, run, flags_of(cluster, kubeconfig, context), False)
