"""A server as destination: one that behaves as ChartMuseum, and everything a server can do wrong."""

from __future__ import annotations

import threading
import time
from collections.abc import Callable
from pathlib import Path

import pytest

from tests.publish.addons import made
from tests.publish.clients import HTML, LOGGED_IN, Watched, destination, once, posts, publish, published, reads
from tests.publish.helm import HelmCheck
from tests.publish.museum import Answer, Misbehave, Seen, museum
from velasdk.diagnostics import VelasdkError
from velasdk.publish.destination import OtherContent
from velasdk.publish.publication import State, prepare


def test_what_is_published_is_there(helm: HelmCheck, tmp_path: Path) -> None:
    with museum("org/repo") as server:
        watch = publish(server, "1.0.0", "1.1.0")
        assert server.packages == {made(v).file: made(v).data for v in ("1.0.0", "1.1.0")}
        (tmp_path / "charts").mkdir()
        (tmp_path / "index.yaml").write_text(server.index())
        for file, data in server.packages.items():
            (tmp_path / "charts" / file).write_bytes(data)
        assert [each.get("error") for each in helm(tmp_path)["house-steps"]] == [None, None]
        assert [seen.path for seen in server.seen] == ["/org/repo/index.yaml", *["/api/org/repo/charts"] * 2]
        assert watch.bytes[-1] == (len(made().data),) * 2 and not watch.told
        publish(server, "1.1.0")
        assert [seen.path for seen in server.seen[3:]] == ["/org/repo/index.yaml", "/org/repo/charts/house-steps-1.1.0.tgz"]


def test_the_same_is_fine_and_other_content_is_not() -> None:
    with museum() as server:
        publish(server, "1.0.0")
        with destination(server.url).opened(writing=True) as repository:
            assert prepare(made(), repository, replace=False).state is State.SAME
            other = prepare(made(readme="Other.\n"), repository, replace=False)
            assert other.state is State.OTHER and "bump `version`" in (other.problem or "")
            assert prepare(made(readme="Other.\n"), repository, replace=True).state is State.REPLACED
        publish(server, "1.0.0", readme="Other.\n", replace=True)
        assert server.packages[made().file] == made(readme="Other.\n").data
        assert server.seen[-1].path == "/api/charts?force"


@pytest.mark.parametrize(("readme", "fine"), [("Houses.\n", True), ("Other.\n", False)])
@pytest.mark.parametrize("indexed", [True, False], ids=["indexed", "not in the index yet"])
def test_somebody_else_is_first(readme: str, fine: bool, indexed: bool) -> None:
    """Between our look at the index and our upload; a server may make its index later."""

    def race(seen: Seen, before: int) -> Answer | None:
        if seen.method == "POST":
            server.packages[made().file] = made(readme=readme).data
        if seen.path == "/index.yaml" and not indexed:
            return Answer(200, "apiVersion: v1\nentries: {}\n", "application/x-yaml")
        return None

    with museum(misbehave=race) as server:
        if fine:
            publish(server, "1.0.0")
        else:
            with pytest.raises(OtherContent):
                publish(server, "1.0.0")
        assert server.packages[made().file] == made(readme=readme).data


SILENT = ("silent", "never answers")
"""What ends with the time-out, which is long enough for a machine that is busy."""

PASSING: dict[str, tuple[Misbehave, list[str]]] = {
    "dropped before it was stored": (once(drop="before"), ["dropped the connection: again in 0.01 s"]),
    "dropped after it was stored": (once(drop="after"), ["dropped the connection: again in 0.01 s"]),
    "silent": (once(silent=30), ["did not answer within 2 s: again in 0.01 s"]),
    "500": (once(status=500), ["answered 500: again in 0.01 s"]),
    "502": (once(status=502, body=HTML, kind="text/html"), ["answered 502: again in 0.01 s"]),
    "503 and a time": (once(status=503, headers={"Retry-After": "1"}), ["answered 503: again in 1 s"]),
    "504": (once(status=504), ["answered 504: again in 0.01 s"]),
    "429": (once(status=429, headers={"Retry-After": "Wed, 21 Oct 2026 07:28:00 GMT"}), ["answered 429: again in 0.01 s"]),
    "slow": (once(status=201, body='{"saved": true}', drip=0.02), []),
    "twice": (lambda s, n: Answer(500) if s.method == "POST" and n < 2 else None, ["again in 0.01 s", "again in 0.02 s"]),
    "dropped reading the index": (
        lambda s, n: Answer(drop="before") if s.method == "GET" and n == 0 else None,
        ["again in 0.01 s"],
    ),
}


@pytest.mark.parametrize("case", PASSING)
def test_what_passes_is_tried_again(case: str) -> None:
    misbehave, told = PASSING[case]
    with museum(misbehave=misbehave) as server:
        watch = publish(server, "1.0.0", timeout=2.0 if case in SILENT else 10.0)
        assert case == "slow" or server.packages == {made().file: made().data}
        assert [any(want in said for said in watch.told) for want in told] == [True] * len(told), watch.told
        assert len(watch.told) == len(told)


LASTING: dict[str, tuple[Misbehave, str, int]] = {
    "dropped": (posts(drop="before"), "/api/charts dropped the connection, 3 times", 3),
    "never answers": (posts(silent=30), "/api/charts did not answer within 2 s, 3 times", 3),
    "500": (posts(status=500, body='{"error": "disk"}'), "answered 500: the server cannot do its work now\n  it says: disk", 3),
    "503": (posts(status=503, body=HTML, kind="text/html"), "answered 503: the server cannot do its work now", 3),
    "507": (
        posts(status=507, body='{"error": "repo has reached storage limit"}'),
        "it says: repo has reached storage limit",
        1,
    ),
    "429": (posts(status=429, body="slow down"), "answered 429: it does not take the package\n  it says: slow down", 3),
    "400": (
        posts(status=400, body='{"error": "no chart"}'),
        "answered 400: it does not take the package\n  it says: no chart",
        1,
    ),
    "401": (
        posts(status=401),
        "answered 401: it wants credentials: set HELM_REPO_USERNAME and HELM_REPO_PASSWORD, or HELM_",
        1,
    ),
    "403": (posts(status=403, body='{"error": "no"}'), "answered 403: nobody may do that\n  it says: no", 1),
    "404": (posts(status=404, body=HTML, kind="text/html"), "answered 404: it takes no packages there: a static repository", 1),
    "405": (
        posts(status=405),
        "answered 405: it takes no packages there: a static repository is published to by its directory",
        1,
    ),
    "413": (posts(status=413), f"answered 413: house-steps-1.0.0.tgz has {len(made().data)} bytes, more than the server", 1),
    "200": (posts(status=200, body='{"ok": true}'), "answered 200: a server that has stored a package answers 201", 1),
    "204": (posts(status=204), "answered 204: a server that has stored a package answers 201", 1),
    "a login page": (
        posts(status=200, body=HTML, kind="text/html"),
        "answered 200: a server that has stored a package answers",
        1,
    ),
    "418": (posts(status=418, body="{", kind="text/plain"), "answered 418: it does not take the package\n  it says: {", 1),
    "bad JSON": (posts(status=400, body='{"error": '), 'answered 400: it does not take the package\n  it says: {"error":', 1),
    "JSON that is no object": (posts(status=400, body="[1]"), "answered 400: it does not take the package\n  it says: [1]", 1),
    "control characters": (posts(status=400, body="a\x1b[2Jb\r\nc"), "it says: a [2Jb  c", 1),
    "an endless answer": (posts(status=400, body="x" * 300_000), "it says: " + "x" * 200, 1),
    "an endless fine answer": (posts(status=201, body="x" * 300_000), "/api/charts has more than 64 kB", 1),
    "a redirect": (
        posts(status=307, headers={"Location": "https://user:pw@other.example/x?token=abc"}),
        "answered 307: it redirects to https://other.example/x, and packages are sent to no other address: give that one",
        1,
    ),
    "a redirect to nowhere": (
        posts(status=302, headers={"Location": "http://["}),
        "answered 302: it redirects to no address, and",
        1,
    ),
    "index: 401": (reads("/index.yaml", status=401), "/index.yaml answered 401: it wants credentials", 0),
    "index: 403": (reads("/index.yaml", status=403), "/index.yaml answered 403: nobody may do that", 0),
    "index: 404": (
        reads("/index.yaml", status=404),
        "/index.yaml is not there (404): is that the address of a chart repository?",
        0,
    ),
    "index: 500": (reads("/index.yaml", status=500), "/index.yaml answered 500: the server cannot do its work now", 0),
    "index: a login page": (reads("/index.yaml", status=200, body=HTML), "/index.yaml is a web page: a login or a gateway", 0),
    "index: no index": (reads("/index.yaml", status=200, body="a: 1"), "line 1: the index has an unknown key `a`. KubeVela", 0),
    "index: unknown key": (
        reads("/index.yaml", status=200, body="entries: {a: [{name: a, secret: x}]}"),
        "an item of `a` has an unknown key `secret`. KubeVela decodes an index strictly and would find no addon in it",
        0,
    ),
    "index: redirects for ever": (
        reads("", status=302, headers={"Location": "/index.yaml"}),
        "/index.yaml redirects more than 5 times",
        0,
    ),
    "index: redirects to no server": (
        reads("", status=302, headers={"Location": "file:///etc/passwd"}),
        "/index.yaml redirects to what is no address of a server",
        0,
    ),
    "index: too large": (reads("", status=200, body="x" * (33 << 20)), "/index.yaml has more than 32768 kB", 0),
}


@pytest.mark.parametrize("case", LASTING)
def test_what_does_not_pass_is_said(case: str) -> None:
    misbehave, said, attempts = LASTING[case]
    with museum(misbehave=misbehave) as server:
        with pytest.raises(VelasdkError) as refused:
            publish(server, "1.0.0", timeout=2.0 if case in SILENT else 10.0)
        assert said in str(refused.value)
        assert "pw" not in str(refused.value) and "abc" not in str(refused.value)
        assert all(line.isprintable() for line in str(refused.value).splitlines())
        assert not server.packages
        assert sum(seen.method == "POST" for seen in server.seen) == attempts


def test_the_second_package_fails() -> None:
    misbehave: Misbehave = lambda seen, before: Answer(500) if seen.method == "POST" and before else None  # noqa: E731
    with museum(misbehave=misbehave) as server:
        with pytest.raises(VelasdkError) as refused:
            publish(server, "1.0.0", "1.1.0")
        assert str(refused.value).splitlines()[-1] == (
            "  house-steps 1.0.0 is published; publish again for the rest, what is there stays as it is"
        )
        server.misbehave = lambda seen, before: None
        publish(server, "1.0.0", "1.1.0")
        assert len(server.packages) == 2


DATA = made().data.decode("latin-1")
NOT_READ: dict[str, tuple[Callable[[Seen, int], Answer | None], str]] = {
    "missing": (
        published(lambda s, n: None),
        "charts/house-steps-1.0.0.tgz is missing (404): the index lists it as house-steps 1.0.0",
    ),
    "a web page": (
        published(reads(".tgz", status=200, body=HTML)),
        "is not what was published as house-steps 1.0.0: the index has",
    ),
    "another digest": (published(reads(".tgz", status=200, body=DATA), digest="0" * 64), "the index has another digest"),
    "no archive": (
        published(
            reads(".tgz", status=200, body="x"), digest="2d711642b726b04401627ca9fbac32f5c8530fb1903cc4db02258717921a4881"
        ),
        "the published package of house-steps 1.0.0 is no gzip archive",
    ),
    "too large": (published(reads(".tgz", status=200, body="x" * (17 << 20))), "has more than 16384 kB"),
    "no server": (
        published(lambda s, n: None, "file:///etc/passwd"),
        "the url of house-steps 1.0.0 is none: file:///etc/passwd",
    ),
    "no url": (published(lambda s, n: None, ""), "the url of house-steps 1.0.0 is none: "),
    "403": (published(reads(".tgz", status=403)), "answered 403: nobody may do that"),
}


@pytest.mark.parametrize("case", NOT_READ)
def test_what_is_published_cannot_be_read(case: str) -> None:
    misbehave, said = NOT_READ[case]
    with museum(misbehave=misbehave) as server:
        with pytest.raises(VelasdkError) as refused:
            publish(server, "1.0.0")
        assert said in str(refused.value)


def test_nobody_is_there() -> None:
    with museum() as server:
        url = server.url
    watch = Watched()
    with pytest.raises(VelasdkError) as refused:
        with destination(url, LOGGED_IN, watch).opened(writing=True):
            pass
    assert str(refused.value) == f"{url}/index.yaml cannot be reached: Connection refused, 3 times"
    assert len(watch.told) == 2


def test_two_publishers_at_once() -> None:
    """The server takes one; the other finds its own content there, or somebody else's."""
    with museum() as server:
        ended: list[str] = []

        def one(readme: str) -> None:
            try:
                publish(server, "1.0.0", readme=readme)
                ended.append("fine")
            except OtherContent:
                ended.append("other")

        for _ in range(3):
            server.packages.clear()
            ended.clear()
            threads = [threading.Thread(target=one, args=[readme]) for readme in ("a\n", "a\n", "b\n", "b\n")]
            for thread in threads:
                thread.start()
            for thread in threads:
                thread.join()
            assert len(ended) == 4 and len(server.packages) == 1
            assert sorted(ended) == ["fine", "fine", "other", "other"]


def test_a_server_that_never_ends_is_left_in_time() -> None:
    """A byte now and then is an answer to every single read, and still no answer."""
    with museum(misbehave=reads("/index.yaml", status=200, body="# " * 10_000, drip=0.05)) as server:
        began = time.monotonic()
        with pytest.raises(VelasdkError, match="did not answer within 0.1 s, 3 times"):
            publish(server, "1.0.0", timeout=0.1)
        assert time.monotonic() - began < 10
