"""The package of an addon: what `vela addon package` makes of its directory, but the same bytes every time.

`Chart.yaml` follows from `metadata.yaml` as in KubeVela (`pkg/addon/utils.go`): ChartMuseum refuses a package without one, and
`helm repo index` takes the requirements of the addon from it.
"""

from __future__ import annotations

import hashlib
from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from typing import Any

import yaml

from ..addon.yaml_text import dump
from ..diagnostics import VelasdkError
from .archive import Archive, pack, unpack
from .rules import problems

CHART = "Chart.yaml"
LONG = 8
"""How many characters a secret has at least that is looked for in a package."""


@dataclass(frozen=True, slots=True)
class Package:
    """A package that may be published. `chart` is what its `Chart.yaml` says."""

    name: str
    version: str
    chart: Mapping[str, Any]
    files: Mapping[str, bytes]
    data: bytes

    def __str__(self) -> str:
        return f"{self.name} {self.version}"

    @property
    def digest(self) -> str:
        """SHA-256 of the package in hexadecimal, as an index has it."""
        return hashlib.sha256(self.data).hexdigest()

    @property
    def file(self) -> str:
        """The name that Helm gives the package."""
        return f"{self.name}-{self.version}.tgz"

    def has_content_of(self, published: Archive) -> bool:
        """Whether `published` is the same addon, whoever packaged it and however it is compressed.

        `Chart.yaml` is left out: it says nothing that `metadata.yaml` does not, and other tools write other text.
        """
        return _content(published.files) == _content(self.files)


def package(tree: Mapping[str, str]) -> Package:
    """The package of a compiled addon (path in its directory -> text), read back and checked.

    Raises `VelasdkError` with everything that KubeVela or Helm would not take, or would take for something else.
    """
    metadata: dict[str, Any] = yaml.safe_load(tree["metadata.yaml"])
    chart = _chart(metadata)
    name, version = str(metadata["name"]), str(metadata["version"])
    data = pack(name, {CHART: dump(chart).encode(), **{path: text.encode() for path, text in tree.items()}})
    read = unpack(data, f"the package of {name}")
    if found := problems(read):
        listed = "".join(f"\n  {problem}" for problem in found)
        raise VelasdkError(f"{name} {version} cannot be published:{listed}")
    return Package(name, version, chart, read.files, data)


def leak(tree: Mapping[str, str], secrets: Iterable[str]) -> str | None:
    """The first file that has a secret in it. Short ones are not looked for: `admin` may well be a word of a step."""
    long = [secret for secret in secrets if len(secret) >= LONG]
    return next((path for path, text in tree.items() if any(secret in text for secret in long)), None)


def _chart(metadata: Mapping[str, Any]) -> dict[str, Any]:
    """`Chart.yaml` of an addon; keys in the order Helm writes them, without empty ones."""
    system = {f"system.{key}": value for key, value in metadata.get("system", {}).items()}
    chart = {
        "annotations": {"addon.name": metadata["name"], **system},
        "apiVersion": "v2",
        "appVersion": metadata["version"],
        "description": metadata.get("description"),
        "home": metadata.get("url"),
        "icon": metadata.get("icon"),
        "keywords": metadata.get("tags"),
        "name": metadata["name"],
        "type": "library",
        "version": metadata["version"],
    }
    return {key: value for key, value in chart.items() if value}


def _content(files: Mapping[str, bytes]) -> dict[str, bytes]:
    return {path: data for path, data in files.items() if path != CHART}
