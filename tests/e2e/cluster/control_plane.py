"""etcd and kube-apiserver on loopback: the storage and the API of a cluster, without nodes."""

from __future__ import annotations

import base64
import json
import secrets
from pathlib import Path
from types import TracebackType
from typing import Self

from tests.e2e.cluster.binaries import program
from tests.e2e.cluster.child import Child, free_port

EC_PRIVATE_KEY = bytes.fromhex("30310201010420"), bytes.fromhex("a00a06082a8648ce3d030107")
"""What stands around the number in a private key of the curve P-256 (RFC 5915, the public key left out)."""


class ControlPlane:
    """A running API server with its storage in `home`; everything is ended with the `with` block.

    `kubeconfig` is a file for an administrator. Logs are in `home`, one `*.log` for each program.
    """

    def __init__(self, home: Path) -> None:
        self.home = home
        self.kubeconfig = home / "kubeconfig"
        self._certificates = home / "certificates"
        self._token = secrets.token_urlsafe(32)
        self._ports = {"etcd": free_port(), "peer": free_port(), "api": free_port()}
        self._etcd: Child | None = None
        self._api: Child | None = None

    @property
    def url(self) -> str:
        """Where the API is."""
        return f"https://127.0.0.1:{self._ports['api']}"

    def __enter__(self) -> Self:
        (self.home / "token.csv").write_text(f'{self._token},admin,admin,"system:masters"\n', encoding="ascii")
        (self.home / "service-accounts.key").write_text(_private_key(), encoding="ascii")
        try:
            self._etcd = self._start_etcd()
            self.start_api()
            self._write_kubeconfig()
        except BaseException:
            self._stop()
            raise
        return self

    def __exit__(self, kind: type[BaseException] | None, error: BaseException | None, at: TracebackType | None) -> None:
        self._stop()

    def stop_api(self) -> None:
        """End the API server at once, as a power cut would; what it stored stays."""
        if self._api is not None:
            self._api.stop()
            self._api = None

    def start_api(self) -> None:
        """Start it unless it runs, always at the same address, and wait until it is ready."""
        if self._api is None:
            self._api = self._start_api()

    def _stop(self) -> None:
        self.stop_api()
        if self._etcd is not None:
            self._etcd.stop()

    def _start_etcd(self) -> Child:
        client, peer = (f"http://127.0.0.1:{self._ports[name]}" for name in ("etcd", "peer"))
        flags: dict[str, str | Path] = {
            "data-dir": self.home / "etcd",
            "listen-client-urls": client,
            "advertise-client-urls": client,
            "listen-peer-urls": peer,
            "initial-advertise-peer-urls": peer,
            "initial-cluster": f"default={peer}",
            "unsafe-no-fsync": "true",  # only programs are killed here, never the machine
        }
        etcd = Child("etcd", [program("etcd"), *_flags(flags)], self.home / "etcd.log")
        etcd.wait_until_ready(f"{client}/readyz")
        return etcd

    def _start_api(self) -> Child:
        flags: dict[str, str | Path] = {
            "etcd-servers": f"http://127.0.0.1:{self._ports['etcd']}",
            "bind-address": "127.0.0.1",
            "advertise-address": "127.0.0.1",
            "secure-port": str(self._ports["api"]),
            "endpoint-reconciler-type": "none",  # nothing in the cluster looks for the server's address
            "cert-dir": self._certificates,
            "token-auth-file": self.home / "token.csv",
            "authorization-mode": "RBAC",
            "service-account-issuer": "https://kubernetes.default.svc",
            "service-account-signing-key-file": self.home / "service-accounts.key",
            "service-account-key-file": self.home / "service-accounts.key",
            "service-cluster-ip-range": "10.0.0.0/24",
            "disable-admission-plugins": "ServiceAccount",  # it waits for what a controller of Kubernetes would make
        }
        api = Child("kube-apiserver", [program("kube-apiserver"), *_flags(flags)], self.home / "kube-apiserver.log")
        api.wait_until_ready(f"{self.url}/readyz", self._certificates / "apiserver.crt")
        return api

    def _write_kubeconfig(self) -> None:
        """JSON, which is YAML."""
        authority = base64.b64encode((self._certificates / "apiserver.crt").read_bytes()).decode()
        config = {
            "apiVersion": "v1",
            "kind": "Config",
            "clusters": [{"name": "e2e", "cluster": {"server": self.url, "certificate-authority-data": authority}}],
            "users": [{"name": "admin", "user": {"token": self._token}}],
            "contexts": [{"name": "e2e", "context": {"cluster": "e2e", "user": "admin", "namespace": "default"}}],
            "current-context": "e2e",
        }
        self.kubeconfig.write_text(json.dumps(config, indent=2), encoding="ascii")


def _flags(values: dict[str, str | Path]) -> list[str]:
    return [f"--{name}={value}" for name, value in values.items()]


def _private_key() -> str:
    """A new key for the tokens of service accounts, in PEM. No one uses such a token, but the server wants to make them."""
    before, after = EC_PRIVATE_KEY
    number = secrets.randbelow(2**255).to_bytes(32, "big")  # below the order of the curve
    lines = base64.encodebytes(before + number + after).decode()
    return f"-----BEGIN EC PRIVATE KEY-----\n{lines}-----END EC PRIVATE KEY-----\n"
