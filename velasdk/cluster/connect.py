"""The way to a cluster. The client library comes with the extra `cluster` and is loaded when a connection is made."""

from __future__ import annotations

from importlib import import_module
from pathlib import Path
from typing import TYPE_CHECKING, cast

from ..diagnostics import VelasdkError

if TYPE_CHECKING:
    from .access import Cluster

LIBRARY = "kubernetes"


def connect(kubeconfig: Path | None = None, context: str | None = None, namespace: str | None = None) -> Cluster:
    """The cluster of a kubeconfig's context, found where kubectl looks for it; nothing is sent yet.

    Without `namespace` it is the context's, or `default`. Raises `VelasdkError` when there is no kubeconfig, when it
    cannot be used, and when the client library is not installed.
    """
    try:
        access = import_module(".access", __package__)
    except ModuleNotFoundError as missing:
        if missing.name is None or missing.name.partition(".")[0] != LIBRARY:
            raise
        raise VelasdkError("this command needs the Kubernetes client: pip install 'velasdk[cluster]'") from None
    return cast("Cluster", access.connected(kubeconfig, context, namespace))
