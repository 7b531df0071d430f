"""What is asked of an API server, through the official client library, and the kubeconfig that says where it is."""

from __future__ import annotations

import logging
import os
from collections.abc import Generator, Iterator, Mapping
from contextlib import contextmanager
from dataclasses import dataclass
from pathlib import Path
from typing import Any, cast
from urllib.parse import urlsplit

import urllib3
import yaml
from kubernetes import client, config, watch

from ..diagnostics import VelasdkError
from .kinds import Kind
from .refusals import Call, Refused, no_kubernetes, refused, unreachable

DEFAULT = "~/.kube/config"
POD_NAMESPACE = Path("/var/run/secrets/kubernetes.io/serviceaccount/namespace")
"""Where a pod finds the namespace it runs in."""

CONNECT, READ = 10, 30
"""How many seconds a connection and an answer may take."""

WATCH = 45
"""How many seconds one watch lasts; then the object is read again, so that a connection that died unseen does no harm."""


@dataclass(frozen=True, slots=True)
class Cluster:
    """A namespace of a cluster, as somebody who has the credentials of `context`. Methods raise `VelasdkError`."""

    objects: Any
    server: str
    context: str
    namespace: str

    def read(self, kind: Kind, name: str, namespace: str | None = None) -> dict[str, Any] | None:
        """An object; None when there is none of that name."""
        where = namespace or self.namespace
        call = self._call("get", kind, name, where)
        try:
            with self._told(call):
                return self._object(self.objects.get_namespaced_custom_object(*self._of(kind, where), name, **_TIMES))
        except Refused as error:
            if not error.missing:
                raise
            return None

    def create(self, kind: Kind, body: Mapping[str, Any]) -> dict[str, Any]:
        """Create an object in the namespace; what the server made of it."""
        call = self._call("create", kind, body["metadata"].get("name", ""), self.namespace)
        with self._told(call):
            where = self._of(kind, self.namespace)
            return self._object(self.objects.create_namespaced_custom_object(*where, dict(body), **_TIMES))

    def patch_status(self, kind: Kind, name: str, version: str, status: Mapping[str, Any]) -> dict[str, Any]:
        """Merge into the status of an object that still is of that version; a conflict is a `Refused` of 409."""
        body = {"metadata": {"resourceVersion": version}, "status": dict(status)}
        with self._told(self._call("patch", kind, name, self.namespace, "status")):
            where = self._of(kind, self.namespace)
            patch = self.objects.patch_namespaced_custom_object_status
            return self._object(patch(*where, name, body, **_TIMES))

    def watch(self, kind: Kind, name: str, version: str) -> Iterator[tuple[str, dict[str, Any]]]:
        """What happens to an object since that version, as `MODIFIED` or `DELETED`; ends after some time."""
        with self._told(self._call("watch", kind, name, self.namespace)):
            stream: Any = cast(Any, watch.Watch)().stream(
                self.objects.list_namespaced_custom_object,
                *self._of(kind, self.namespace),
                field_selector=f"metadata.name={name}",
                resource_version=version,
                timeout_seconds=WATCH,
                _request_timeout=(CONNECT, WATCH + READ),
            )
            for event in stream:
                if event is not None:  # a line that is no JSON
                    yield event["type"], self._object(event["raw_object"])

    def _of(self, kind: Kind, namespace: str) -> tuple[str, str, str, str]:
        return kind.group, kind.version, namespace, kind.plural

    def _call(self, verb: str, kind: Kind, name: str, namespace: str, part: str = "") -> Call:
        return Call(self.server, self.context, verb, kind, namespace, name, part)

    def _object(self, found: Any) -> dict[str, Any]:
        """What the server answered, if that is an object of Kubernetes."""
        try:
            metadata: dict[str, Any] = found["metadata"]
            _ = metadata["name"], metadata["resourceVersion"]
        except (KeyError, TypeError):
            raise no_kubernetes(self.server) from None
        return cast("dict[str, Any]", found)

    @contextmanager
    def _told(self, call: Call) -> Generator[None]:
        """Errors of the library become ours; its own words have headers in them."""
        try:
            yield
        except client.ApiException as error:
            found: Any = error
            if not found.status:  # a content type that the library does not know
                raise no_kubernetes(self.server) from None
            raise refused(call, found.status, str(found.body or found.reason or "")) from None
        except (urllib3.exceptions.HTTPError, OSError) as error:
            raise unreachable(self.server, error) from None
        except (ValueError, KeyError, TypeError):  # no JSON, or an event that is none
            raise no_kubernetes(self.server) from None


_TIMES = {"_request_timeout": (CONNECT, READ)}


def connected(kubeconfig: Path | None, context: str | None, namespace: str | None) -> Cluster:
    """See `velasdk.cluster.connect.connect`."""
    settings: Any = client.Configuration()
    settings.retries = 0  # what is tried again, and whether that is right, is decided where it is asked
    found = _file(kubeconfig)
    library: Any = config
    with _complaints() as complaints:
        try:
            if found is None:
                library.load_incluster_config(client_configuration=settings)
                of, own = "this pod", _pod_namespace()
            else:
                library.load_kube_config(config_file=found, context=context, client_configuration=settings)
                of, own = _context(library.list_kube_config_contexts(config_file=found), context)
        except config.ConfigException as error:
            raise VelasdkError(f"{_named(found)} cannot be used: {_sentence(error)}") from None
        except yaml.YAMLError:
            raise VelasdkError(f"{_named(found)} is not YAML") from None
        except Exception:  # whatever a loader meets in a file of another shape; its words may be the file's
            raise VelasdkError(f"{_named(found)} cannot be used: it is not as kubectl writes it") from None
    if complaints:
        raise VelasdkError(f"{_named(found)}: {complaints[0]}")
    if not settings.verify_ssl:
        urllib3.disable_warnings(urllib3.exceptions.InsecureRequestWarning)  # its owner said so
    return Cluster(
        client.CustomObjectsApi(client.ApiClient(settings)), _plain(settings.host), of, namespace or own or "default"
    )


def _file(kubeconfig: Path | None) -> str | None:
    """The kubeconfig, or several as KUBECONFIG lists them; None in a pod that has none. Raises `VelasdkError`."""
    if kubeconfig is not None:
        if not kubeconfig.is_file():
            raise VelasdkError(f"{kubeconfig} does not exist: give --kubeconfig a file")
        return str(kubeconfig)
    if listed := os.environ.get("KUBECONFIG"):
        if not any(Path(each).expanduser().is_file() for each in listed.split(os.pathsep) if each):
            raise VelasdkError(f"there is no file {listed}, which KUBECONFIG names")
        return listed
    if Path(DEFAULT).expanduser().is_file():
        return DEFAULT
    if os.environ.get("KUBERNETES_SERVICE_HOST"):
        return None
    raise VelasdkError(f"there is no kubeconfig: give --kubeconfig FILE, set KUBECONFIG, or write {DEFAULT}")


def _context(found: Any, wanted: str | None) -> tuple[str, str | None]:
    """The name of the context in use, and the namespace it says."""
    contexts, current = found
    chosen = next((each for each in contexts if each["name"] == wanted), current) if wanted is not None else current
    return f"the context {chosen['name']}", chosen["context"].get("namespace")


def _pod_namespace() -> str | None:
    return POD_NAMESPACE.read_text(encoding="utf-8").strip() if POD_NAMESPACE.is_file() else None


def _named(file: str | None) -> str:
    return "the service account of this pod" if file is None else f"the kubeconfig {file}"


def _sentence(error: Exception) -> str:
    """What the loader says, without the part of the file it repeats: that may hold a token."""
    said = str(error).partition(" in ")[0].removeprefix("Invalid kube-config file. ").strip().rstrip(".")
    missing = said.removeprefix("Expected object with name ")
    return f"it describes no `{missing}`" if missing != said else said[:1].lower() + said[1:]


def _plain(host: str) -> str:
    """An address without a user and a password in it."""
    parts = urlsplit(host)
    return parts._replace(netloc=parts.netloc.rpartition("@")[2]).geturl()


@contextmanager
def _complaints() -> Generator[list[str]]:
    """What the library logs as an error: that a credential plugin failed, it says in no other way."""
    found: list[str] = []

    class Keep(logging.Handler):
        def emit(self, record: logging.LogRecord) -> None:
            if record.levelno >= logging.ERROR:
                found.append(" ".join(record.getMessage().split()))

    handler, root = Keep(), logging.getLogger()
    root.addHandler(handler)
    try:
        yield found
    finally:
        root.removeHandler(handler)
