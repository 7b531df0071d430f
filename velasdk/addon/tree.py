"""The files of an addon, in memory: what KubeVela's addon reader finds in the directory, and nothing it could misread.

The reader goes by the beginnings of paths, so that `template.cue.orig` and `definitions-old/` would be read too
(`pkg/addon/addon.go`). Written are `metadata.yaml`, `template.cue` (an Application without components: packaging asks for
one), `parameter.cue` where steps read something, `README.md`, one `definitions/<step>.yaml` a step, one
`schemas/workflowstep-uischema-<step>.yaml` a step with parameters, one `config-templates/<name>.cue` a connection, and for
`velasdk publish` a `contract.yaml`, which no reader knows.
"""

from __future__ import annotations

from collections.abc import Sequence
from pathlib import Path
from typing import Any

from ..compiler import Compiled, origin
from ..contract import FILE as CONTRACT
from ..contract import PURPOSE
from ..contract.promised import contract
from ..dialects import Dialect
from ..settings import FILE, Addon
from .application import access, configs, parameter, template
from .config import config_template
from .definition import definition, header
from .forms import forms
from .readme import readme
from .yaml_text import dump

VELA = {Dialect.LEGACY: ">=1.9.0, <1.10.0", Dialect.BUILTIN: ">=1.10.0"}
"""The KubeVela that runs a dialect, as `metadata.yaml` requires it (Masterminds constraints)."""


def tree(addon: Addon, dialect: Dialect, steps: Sequence[Compiled], root: Path) -> dict[str, str]:
    """Path in the directory of `addon` -> text. `root` is the project's folder, to name the files of the steps."""
    origins = {compiled.step.name: origin(compiled.step, root) for compiled in steps}
    definitions = {
        f"definitions/{compiled.step.name}.yaml": definition(compiled, origins[compiled.step.name]) for compiled in steps
    }
    read = access([compiled.step for compiled in steps])
    return {
        "metadata.yaml": metadata(addon, dialect),
        "template.cue": template(addon, read),
        **({"parameter.cue": parameter(addon)} if read else {}),
        "README.md": readme(addon, VELA[dialect], steps, read),
        CONTRACT: promised(addon, dialect, steps),
        **_config_templates(steps),
        **definitions,
        **forms(steps, origins),
    }


def _config_templates(steps: Sequence[Compiled]) -> dict[str, str]:
    """A template for each config that a step reads; one name is one template, whatever the namespace."""
    users: dict[str, list[str]] = {}
    tls: set[str] = set()
    for compiled in steps:
        for config, connection in configs(compiled.step):
            users.setdefault(config.name, []).append(compiled.step.name)
            tls |= {config.name} if connection.tls else set()
    return {
        f"config-templates/{name}.cue": config_template(name, sorted(set(used_by)), tls=name in tls)
        for name, used_by in sorted(users.items())
    }


def metadata(addon: Addon, dialect: Dialect) -> str:
    """`metadata.yaml`: without the keys that are empty, as KubeVela writes them into the chart it makes."""
    optional = {"url": addon.homepage, "icon": addon.icon, "tags": list(addon.tags)}
    document: dict[str, Any] = {
        "name": addon.name,
        "version": addon.version,
        "description": addon.description,
        **{key: value for key, value in optional.items() if value},
        "system": {"vela": VELA[dialect]},
    }
    return f"{header(FILE)}\n{dump(document)}"


def promised(addon: Addon, dialect: Dialect, steps: Sequence[Compiled]) -> str:
    """`contract.yaml`: what the steps promise."""
    made_from = header("the classes of its steps")
    return "\n".join((made_from, *PURPOSE, dump(contract(addon, dialect, VELA[dialect], steps).data())))
