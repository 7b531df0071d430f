"""`velasdk run`: a run of one step in a real cluster."""

from __future__ import annotations

import shlex
import sys
from collections.abc import Sequence
from pathlib import Path
from typing import TYPE_CHECKING, Annotated

import typer

from ..cluster.connect import connect
from ..cluster.definitions import definition_of
from ..cluster.kinds import RUN
from ..cluster.parameters import properties
from ..cluster.refusals import Refused
from ..cluster.runs import manifest
from ..cluster.states import State
from ..compiler import Compiled
from ..connection import SYSTEM
from ..diagnostics import VelasdkError
from ..settings import read_settings
from ..simulate.script import read_table
from .following import flags_of, follow_run, note, print_state
from .options import Kubeconfig, KubeContext, Namespace, Paths, Watching
from .output import step_named

if TYPE_CHECKING:
    from ..cluster.access import Cluster


def run_step(
    step: Annotated[str, typer.Argument(help="The step's name, the `type:` a workflow gives.", show_default=False)],
    paths: Paths = None,
    parameter: Annotated[
        list[str] | None, typer.Option("-p", metavar="NAME=VALUE", help="A parameter; JSON where it takes no text.")
    ] = None,
    parameters: Annotated[Path | None, typer.Option("--parameters", help="Parameters in YAML; -p goes before them.")] = None,
    namespace: Namespace = None,
    name: Annotated[str | None, typer.Option("--name", help="The run's name. [default: STEP-xxxxx]")] = None,
    kubeconfig: Kubeconfig = None,
    context: KubeContext = None,
    watch: Watching = False,
    as_json: Annotated[bool, typer.Option("--json", help="Print a JSON object for each state, one a line.")] = False,
) -> None:
    """Start a WorkflowRun of STEP in a cluster, where its definition is installed.

    With --watch the run is followed: a line at each change, until it has succeeded (0) or failed (1). Ctrl-C ends the
    watching, not the run.
    """
    compiled = step_named(step, paths)
    given = properties(
        compiled.step.python, parameter or [], read_table(parameters, "the parameters") if parameters is not None else {}
    )
    cluster = connect(kubeconfig, context, namespace)
    _compare(cluster, compiled, paths or [])
    created = str(cluster.create(RUN, manifest(step, given, cluster.namespace, name))["metadata"]["name"])
    flags = flags_of(cluster, kubeconfig, context)
    if as_json:
        print_state(cluster, created, State(), 0.0)
    else:
        print(f"started {cluster.namespace}/{created}")
        if not watch:
            print(f"  to resume it:    velasdk resume {created} {flags}")
            print(f"  to terminate it: velasdk terminate {created} {flags}")
            print(f"  to look at it:   kubectl get workflowrun {created} {flags} -o yaml")
        sys.stdout.flush()
    if watch:
        follow_run(cluster, created, flags, as_json)


def _compare(cluster: Cluster, compiled: Compiled, paths: Sequence[Path]) -> None:
    """Say what the cluster has instead of the step. Raises `VelasdkError` when it has nothing of that name."""
    step = compiled.step.name
    try:
        found = definition_of(cluster, step)
    except Refused as error:
        if error.status != 403:
            raise
        note(f"the definition of {step} is not compared with its source: {error}")
        return
    install = _install(compiled, paths)
    if found is None:
        where = cluster.namespace if cluster.namespace == SYSTEM else f"{cluster.namespace} or {SYSTEM}"
        raise VelasdkError(f"there is no WorkflowStepDefinition {step} in {where}: {install}")
    if not found.same(compiled):
        note(f"{found.namespace} has another {step} than {compiled.origin} compiles to, and runs that: {install}")


def _install(compiled: Compiled, paths: Sequence[Path]) -> str:
    """The command that brings a step's definition into the cluster."""
    settings = read_settings(Path.cwd())
    dialect = settings.dialects[-1]
    try:
        folder = settings.output / dialect / settings.addon(dialect).name / "definitions"
    except VelasdkError:  # `velasdk compile` will say what its addon lacks
        return "velasdk compile, and kubectl apply"
    compile_ = shlex.join(("velasdk", "compile", *map(str, paths)))
    return f"{compile_} && kubectl apply -f {shlex.quote(f'{folder / compiled.step.name}.yaml')}"
