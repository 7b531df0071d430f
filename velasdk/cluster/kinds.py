"""The kinds of objects in a cluster that velasdk reads and writes."""

from __future__ import annotations

from dataclasses import dataclass


@dataclass(frozen=True, slots=True)
class Kind:
    """A namespaced kind, by the names that the API server and its roles have for it, and what makes it known to a cluster."""

    name: str
    group: str
    version: str
    plural: str
    comes_with: str

    @property
    def api(self) -> str:
        """What objects of the kind have as `apiVersion`."""
        return f"{self.group}/{self.version}"


ADDON = "vela-workflow (KubeVela's addon: vela addon enable vela-workflow)"

RUN = Kind("WorkflowRun", "core.oam.dev", "v1alpha1", "workflowruns", ADDON)
DEFINITION = Kind("WorkflowStepDefinition", "core.oam.dev", "v1beta1", "workflowstepdefinitions", "KubeVela or vela-workflow")
APPLICATION = Kind("Application", "core.oam.dev", "v1beta1", "applications", "KubeVela")
