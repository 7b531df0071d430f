"""What only vela-core adds to the packages of the workflow module: its engine is not part of the module that engines are
built from, so that these names are taken for granted.

Source: `pkg/stdlib` of github.com/oam-dev/kubevela for `vela/op` and `vela/ql` (the tests compare with it), and the packages
that 1.10 made of them.
"""

from __future__ import annotations

PACKAGES = ("vela/ql", "vela/config", "vela/multicluster", "vela/oam", "vela/query", "vela/terraform")
"""Packages that the standalone controller may not have."""

FUNCTIONS = frozenset(
    {
        "#ApplyApplication", "#ApplyApplicationInParallel", "#ApplyComponent", "#ApplyComponentRemaining", "#ApplyEnvBindApp",
        "#ApplyRemaining", "#CreateConfig", "#DeleteConfig", "#Deploy", "#DeployCloudResource",
        "#GetPlacementsFromTopologyPolicies", "#ListClusters", "#ListConfig", "#Load", "#LoadInOrder", "#LoadPolicies",
        "#MakePlacementDecisions", "#PatchApplication", "#ReadConfig", "#RenderComponent", "#ShareCloudResource",
    }
)  # fmt: skip
"""Functions of `vela/op` that the standalone controller may not have."""
