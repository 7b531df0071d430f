"""Objects of a cluster, as YAML and JSON have them, through the official client."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from pathlib import Path
from typing import Any

import yaml
from kubernetes import config, dynamic

OWNER = "velasdk-e2e"
"""Who wrote a field, as the API server keeps it."""


class Objects:
    """What an administrator of a cluster can do, for any kind; the library's `ApiException` says what went wrong."""

    def __init__(self, kubeconfig: Path) -> None:
        loading: Any = config
        library: Any = dynamic
        # What kinds there are is remembered in a file of this cluster: by default all at one address would share it.
        remembered = str(kubeconfig.with_name("discovery.json"))
        self._client = library.DynamicClient(loading.new_client_from_config(str(kubeconfig)), cache_file=remembered)

    def apply(self, *documents: Mapping[str, Any]) -> None:
        """Make objects, or make them so."""
        for document in documents:
            kind = self._kind(document["apiVersion"], document["kind"])
            kind.server_side_apply(body=document, field_manager=OWNER, force_conflicts=True)

    def get(self, api: str, kind: str, name: str, namespace: str | None = None) -> dict[str, Any]:
        """An object as it is now."""
        found: dict[str, Any] = self._kind(api, kind).get(name=name, namespace=namespace).to_dict()
        return found

    def annotate(self, api: str, kind: str, name: str, namespace: str, **annotations: str) -> None:
        """Add annotations to an object, which is an event for whoever watches it."""
        body = {"metadata": {"annotations": annotations}}
        merge = "application/merge-patch+json"
        self._kind(api, kind).patch(body=body, name=name, namespace=namespace, content_type=merge)

    def every(self, api: str, kind: str) -> list[dict[str, Any]]:
        """All objects of a kind."""
        found: list[dict[str, Any]] = self._kind(api, kind).get().to_dict()["items"]
        return found

    def all_but(self, kind: str) -> list[dict[str, Any]]:
        """All objects of all kinds that can be listed, but for one."""
        kinds = [one for one in self._client.resources.search() if "list" in (one.verbs or ()) and "/" not in one.name]
        found: list[dict[str, Any]] = []
        for one in {(one.group, one.kind): one for one in kinds if one.kind != kind and not one.kind.endswith("List")}.values():
            found += [{"kind": one.kind, **each} for each in one.get().to_dict()["items"]]
        return found

    def clear(self, api: str, kind: str, namespace: str) -> None:
        """Delete all objects of a kind in a namespace."""
        self._kind(api, kind).delete(namespace=namespace, field_selector=f"metadata.namespace={namespace}")

    def _kind(self, api: str, kind: str) -> Any:
        return self._client.resources.get(api_version=api, kind=kind)


def documents(path: Path) -> Iterator[dict[str, Any]]:
    """The objects in a YAML file, or in all of a directory."""
    for file in sorted(path.glob("*.yaml")) if path.is_dir() else [path]:
        yield from (each for each in yaml.safe_load_all(file.read_text(encoding="utf-8")) if each)
