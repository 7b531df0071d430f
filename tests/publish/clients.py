"""Publishing to the server of these tests, and ways in which that misbehaves."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from dataclasses import dataclass, field

import yaml

from tests.publish.addons import made
from tests.publish.museum import Answer, Misbehave, Museum, Seen
from velasdk.publish import museum as client
from velasdk.publish.access import access
from velasdk.publish.publication import State, prepare

TOKEN = "s3cret/t0ken+with=signs"
LOGGED_IN = {"HELM_REPO_ACCESS_TOKEN": TOKEN}
HTML = "<!DOCTYPE html><html><body>Sign in</body></html>"


@dataclass
class Watched:
    """Everything that a person was told."""

    told: list[str] = field(default_factory=list[str])
    bytes: list[tuple[int, int]] = field(default_factory=list[tuple[int, int]])

    def said(self, text: str) -> None:
        self.told.append(text)

    def sent(self, done: int, total: int) -> None:
        self.bytes.append((done, total))


def destination(
    url: str, environment: Mapping[str, str] = {}, watch: Watched | None = None, timeout: float = 5.0
) -> client.Museum:
    return client.Museum(access(url, environment), watch or Watched(), timeout, pauses=(0.01, 0.02))


def publish(server: Museum, *versions: str, readme: str = "Houses.\n", replace: bool = False, **more: object) -> Watched:
    """Publish as the command does, without what is there already."""
    watch = Watched()
    with destination(server.url, watch=watch, **more).opened(writing=True) as repository:  # type: ignore[arg-type]
        packages = [made(version, readme=readme) for version in versions]
        states = [prepare(each, repository, replace) for each in packages]
        repository.add([each.package for each in states if each.state is not State.SAME], replace)
    return watch


def once(**answer: object) -> Misbehave:
    return lambda seen, before: Answer(**answer) if seen.method == "POST" and before == 0 else None  # type: ignore[arg-type]


def posts(**answer: object) -> Misbehave:
    return lambda seen, before: Answer(**answer) if seen.method == "POST" else None  # type: ignore[arg-type]


def reads(path: str, **answer: object) -> Misbehave:
    return lambda seen, before: Answer(**answer) if seen.path.endswith(path) else None  # type: ignore[arg-type]


def published(
    misbehave: Misbehave, url: str = "charts/house-steps-1.0.0.tgz", digest: str | None = None
) -> Callable[[Seen, int], Answer | None]:
    """A server whose index has 1.0.0 at `url`."""
    index = {
        "apiVersion": "v1",
        "entries": {
            "house-steps": [{"name": "house-steps", "version": "1.0.0", "urls": [url], "digest": digest or made().digest}]
        },
    }

    def answer(seen: Seen, before: int) -> Answer | None:
        if seen.path == "/index.yaml":
            return Answer(200, yaml.safe_dump(index), "application/x-yaml")
        return misbehave(seen, before)

    return answer
