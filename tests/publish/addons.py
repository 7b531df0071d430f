"""Addons as small as they can be, for tests of what is done with them."""

from __future__ import annotations

from velasdk.publish.package import Package, package

TEMPLATE = """output: {
	apiVersion: "core.oam.dev/v1beta1"
	kind:       "Application"
	spec: components: []
}
"""


def definition(name: str = "paint", template: str = "parameter: color: string") -> str:
    return f"""apiVersion: core.oam.dev/v1beta1
kind: WorkflowStepDefinition
metadata:
  name: {name}
  namespace: vela-system
spec:
  schematic:
    cue:
      template: |
        {template}
"""


def metadata(name: str, version: str, more: str = "") -> str:
    return f'name: {name}\nversion: "{version}"\ndescription: Houses\n{more}system:\n  vela: ">=1.10.0"\n'


def tree(version: str = "1.0.0", name: str = "house-steps", readme: str = "Houses.\n") -> dict[str, str]:
    return {
        "metadata.yaml": metadata(name, version),
        "template.cue": TEMPLATE,
        "README.md": readme,
        "definitions/paint.yaml": definition(),
    }


def made(version: str = "1.0.0", name: str = "house-steps", readme: str = "Houses.\n") -> Package:
    return package(tree(version, name, readme))
