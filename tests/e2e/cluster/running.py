"""Whole clusters: a control plane, what KubeVela installs there, and its controller."""

from __future__ import annotations

import time
from collections.abc import Generator
from contextlib import contextmanager
from dataclasses import dataclass
from pathlib import Path

from tests.e2e.cluster.binaries import upstream
from tests.e2e.cluster.child import ClusterError
from tests.e2e.cluster.control_plane import ControlPlane
from tests.e2e.cluster.controller import Controller, vela_core, vela_workflow
from tests.e2e.cluster.objects import Objects, documents

SYSTEM = "vela-system"
"""The namespace of definitions."""


CORE = {
    "apiVersion": "apps/v1",
    "kind": "Deployment",
    "metadata": {"name": "kubevela-vela-core", "namespace": SYSTEM},
    "spec": {
        "replicas": 0,
        "selector": {"matchLabels": {"app": "vela-core"}},
        "template": {
            "metadata": {"labels": {"app": "vela-core"}},
            "spec": {"containers": [{"name": "kubevela", "image": "oamdev/vela-core:v1.9.0"}]},
        },
    },
}
"""Where `vela addon enable` reads which version of KubeVela is installed. Without nodes it is no more than that."""


@dataclass(frozen=True, slots=True)
class Cluster:
    """A running cluster."""

    control_plane: ControlPlane
    controller: Controller
    objects: Objects


@contextmanager
def workflow_cluster(home: Path) -> Generator[Cluster]:
    """A cluster with the vela-workflow controller, everything it writes in `home`; ended with the `with` block."""
    with ControlPlane(home) as control_plane:
        objects = Objects(control_plane.kubeconfig)
        install(objects, upstream("vela-workflow") / "charts" / "vela-workflow" / "crds")
        with vela_workflow(control_plane.kubeconfig, home) as controller:
            yield Cluster(control_plane, controller, objects)


@contextmanager
def legacy_cluster(home: Path) -> Generator[Cluster]:
    """A cluster with a whole KubeVela of the 1.9 line; ended with the `with` block."""
    with ControlPlane(home) as control_plane:
        objects = Objects(control_plane.kubeconfig)
        install(objects, upstream("vela-core") / "charts" / "vela-core" / "crds")
        objects.apply(CORE)
        with vela_core(control_plane.kubeconfig, home) as controller:
            yield Cluster(control_plane, controller, objects)


def install(objects: Objects, crds: Path) -> None:
    """Make KubeVela's namespace and kinds, and wait until the API serves them."""
    objects.apply({"apiVersion": "v1", "kind": "Namespace", "metadata": {"name": SYSTEM}})
    objects.apply(*documents(crds))
    names = [each["metadata"]["name"] for each in documents(crds)]
    end = time.monotonic() + 30
    while missing := [name for name in names if not _established(objects, name)]:
        if time.monotonic() > end:
            raise ClusterError(f"not established after 30 s: {', '.join(missing)}")
        time.sleep(0.05)


def _established(objects: Objects, crd: str) -> bool:
    status = objects.get("apiextensions.k8s.io/v1", "CustomResourceDefinition", crd).get("status", {})
    return any(each["type"] == "Established" and each["status"] == "True" for each in status.get("conditions", []))
