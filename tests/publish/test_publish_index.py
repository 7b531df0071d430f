"""`index.yaml`: read exactly where KubeVela's strict decoder reads it, and nothing but our entry changed."""

from __future__ import annotations

from datetime import datetime
from pathlib import Path
from typing import Any

import pytest
import yaml
from hypothesis import given, settings
from hypothesis import strategies as st

from tests.publish.addons import made
from tests.publish.helm import HelmCheck, Unreadable
from velasdk.diagnostics import VelasdkError
from velasdk.publish.index import Index, merged, read_index, written

ENTRY = """\
  house-steps:
  - apiVersion: v2
    name: house-steps
    version: 1.0.0
    urls: [house-steps-1.0.0.tgz]
"""
BASE = f"apiVersion: v1\nentries:\n{ENTRY}"


def entry(text: str) -> str:
    return f"{BASE}    {text}\n"


STRICT: list[tuple[str, str | None]] = [
    (BASE, None),
    (BASE + "serverInfo: {contextPath: /x, a: {b: [1]}}\npublicKeys: [a]\nannotations: {a: b}\n", None),
    (BASE + "generated: 2026-01-31T12:00:00.123456789+01:00\n", None),
    ("apiVersion: v1\nentries: {}\n", None),
    ("apiVersion: v1\nentries:\n", None),
    ('{"apiVersion": "v1", "entries": {}}', None),
    *(
        (entry(text), None)
        for text in (
            "home: https://e",
            "sources: [a]",
            "description: d",
            "keywords: [a]",
            "maintainers: [{name: a, email: b, url: c}]",
            "icon: i",
            "condition: c",
            "tags: t",
            "appVersion: '1.10'",
            "deprecated: true",
            "annotations: {a: b}",
            "kubeVersion: '>=1'",
            "type: library",
            "created: '2026-01-31T12:00:00Z'",
            "created: 2026-01-31T12:00:00Z",
            "removed: false",
            "digest: abc",
            "checksum: a",
            "engine: gotpl",
            "tillerVersion: '2'",
            "url: u",
            "icon: null",
            "digest: 12345678",
            "digest: 1e3",
            "appVersion: 1.2.3",
            "appVersion: 2026-01-31",
            "appVersion: .x",
            "dependencies: [{name: a, version: '1', repository: r, condition: c, tags: [t], enabled: true}]",
            "dependencies: [{name: a, repository: r, import-values: [b, {a: b}]}]",
        )
    ),
    *(
        (entry(text), f"{text.split(': ')[0].split('{')[0]}` should be a text: write ")
        for text in (
            "appVersion: 1.10",
            "appVersion: 1",
            "appVersion: 1e3",
            "appVersion: true",
            "appVersion: yes",
            "icon: 0x1f",
        )
    ),
    (entry("keywords: [1]"), "an item of `keywords` should be a text: write '1' in quotes"),
    (entry("annotations: {a: 1}"), "`a` should be a text: write '1' in quotes"),
    (BASE + "extra: 1\n", "line 8: the index has an unknown key `extra`"),
    (entry("readme: x"), "line 8: an item of `house-steps` has an unknown key `readme`"),
    (entry("maintainers: [{name: a, phone: b}]"), "an item of `maintainers` has an unknown key `phone`"),
    (
        entry("dependencies: [{name: a, repository: r, optional: true}]"),
        "an item of `dependencies` has an unknown key `optional`",
    ),
    (BASE + "apiVersion: v1\n", "line 8: the index has `apiVersion` twice"),
    (entry("name: house-steps"), "line 8: an item of `house-steps` has `name` twice"),
    (BASE + ENTRY, "line 8: `entries` has `house-steps` twice"),
    (entry("annotations: {a: b, a: c}"), "`annotations` has `a` twice"),
    (entry("keywords: a"), "`keywords` should be a list"),
    (entry("annotations: [a]"), "`annotations` should be a mapping"),
    (entry("icon: [a]"), "`icon` should be a text"),
    (entry("description: {a: b}"), "`description` should be a text"),
    (entry("deprecated: maybe"), "`deprecated` should be true or false"),
    (entry("created: yesterday"), "`created` should be a time such as 2026-01-31T12:00:00Z"),
    (entry("created: 2026-01-31"), "`created` should be a time"),
    (BASE + "generated: 7\n", "`generated` should be a time"),
    ("apiVersion: v1\nentries: []\n", "`entries` should be a mapping"),
    ("apiVersion: v1\nentries: {a: {}}\n", "`a` should be a list"),
    ("apiVersion: v1\nentries: {a: [b]}\n", "an item of `a` should be a mapping"),
    ("- a\n", "the index should be a mapping"),
    ("apiVersion: v1\nentries: {a: [\n", "is no YAML"),
    ("<html><body>Sign in</body></html>\n", "the index should be a mapping"),
]
"""The text of an index, and what is said of it; None where KubeVela reads it."""


@pytest.mark.parametrize(("text", "said"), STRICT, ids=range(len(STRICT)))
def test_an_index_is_read_where_kubevela_reads_it(text: str, said: str | None, helm: HelmCheck, tmp_path: Path) -> None:
    (tmp_path / "index.yaml").write_text(text)
    if said is None:
        helm(tmp_path)
        read_index(text.encode(), "index.yaml")
        return
    with pytest.raises(Unreadable):
        helm(tmp_path)
    with pytest.raises(VelasdkError) as refused:
        read_index(text.encode(), "index.yaml")
    assert said in str(refused.value)


NOT_READ: list[tuple[bytes, str]] = [
    (b"entries: \xff\n", "index.yaml is not UTF-8"),
    (b"a: &a [b]\nentries: {}\n", "has an anchor or alias"),
    (b"entries: {a: *a}\n", "has an anchor or alias"),
    (b"entries: {<<: {a: []}, b: []}\n", "`<<` should be a list"),
    (b"[" * 1_000_000, "is nested too deep"),
    (b"{a: " * 1_000_000, "is nested too deep"),
    (b"- " * 1_000_000, "is nested too deep"),
    (b"a: " * 1_000_000, "is no YAML"),
    (b"a: b\n---\nc: d\n", "is no YAML"),
    (b"a: \x00\n", "is no YAML"),
    (b"x" * (33 << 20), "has more than 32 MB"),
]


@pytest.mark.parametrize(("data", "said"), NOT_READ, ids=range(len(NOT_READ)))
def test_what_no_tool_writes_is_refused(data: bytes, said: str) -> None:
    with pytest.raises(VelasdkError) as refused:
        read_index(data, "index.yaml")
    assert said in str(refused.value)


@pytest.mark.parametrize("text", ["", "\n", "# nothing yet\n", "null\n", "\ufeff"])
def test_an_empty_file_is_a_new_index(text: str) -> None:
    assert read_index(text.encode(), "index.yaml") == Index(None)


KEPT = """\
# This comment goes; everything else stays.
serverInfo:
  contextPath: /x
entries:
  zebra:
  - name: zebra
    version: "1.10"
    appVersion: 1.2.3
    description: >-
      Folded
      text
    created: 2026-01-31T12:00:00.000000001Z
    urls: ['https://elsewhere.example/zebra-1.10.tgz']
    deprecated: yes
    tillerVersion: 1.10
  house-steps:
  - {name: house-steps, version: 2.0.0, urls: [a.tgz], digest: 0x10, keywords: ['no', ~]}
  - {name: house-steps, version: 1.0.0, urls: [b.tgz], annotations: {a: "b\\tc"}}
  - {name: house-steps, version: not-a-version, urls: [c.tgz]}
generated: 2026-01-31T12:00:00Z
apiVersion: v1
"""


def texts(text: bytes | str) -> Any:
    """Everything in a YAML document as it is written, before it is taken for a number or a time."""
    return yaml.load(text, Loader=yaml.BaseLoader)


@pytest.mark.parametrize(("version", "place"), [("3.0.0", 0), ("1.5.0", 1), ("1.5.0-rc.1", 1), ("0.9.0", 2)])
def test_everything_that_was_there_stays_as_it_was(version: str, place: int) -> None:
    package = made(version)
    before = texts(KEPT)
    after = texts(written(merged(read_index(KEPT.encode(), "i"), package, package.file)))
    new = after["entries"]["house-steps"].pop(place)
    generated = after.pop("generated")
    del before["generated"]
    assert after == before
    assert [list(each) for each in (after, after["entries"])] == [list(each) for each in (before, before["entries"])]
    created = new.pop("created")
    assert created == generated and datetime.fromisoformat(created).tzinfo
    assert new == {**package.chart, "digest": package.digest, "urls": [package.file]}
    assert b"digest: 0x10" in written(merged(read_index(KEPT.encode(), "i"), package, package.file))


def test_a_version_takes_the_place_of_itself() -> None:
    package = made("1.0.0")
    after = texts(written(merged(read_index(KEPT.encode(), "i"), package, "x.tgz")))
    assert [each["urls"] for each in after["entries"]["house-steps"]] == [["a.tgz"], ["x.tgz"], ["c.tgz"]]


def test_a_new_addon_stands_by_its_name_and_a_new_index_is_whole() -> None:
    after = texts(written(merged(read_index(b"entries: {a: [], z: []}", "i"), made(), "x.tgz")))
    assert list(after["entries"]) == ["a", "house-steps", "z"]
    assert after["apiVersion"] == "v1"
    new = texts(written(merged(Index(None), made(), "x.tgz")))
    assert list(new) == ["apiVersion", "entries", "generated"]


VERSIONS = st.builds(
    "{}.{}.{}{}".format, *[st.integers(0, 3)] * 3, st.sampled_from(["", "", "-rc.1", "-rc.2", "-rc.10", "-alpha", "-1"])
)


@settings(max_examples=10, deadline=None)
@given(st.lists(VERSIONS, min_size=1, max_size=8, unique=True))
def test_helm_finds_the_newest_first_whatever_the_order_of_publishing(
    helm: HelmCheck, tmp_path_factory: pytest.TempPathFactory, versions: list[str]
) -> None:
    index = Index(None)
    for version in versions:
        index = merged(index, made(version), "x.tgz")
    folder = tmp_path_factory.mktemp("order")
    (folder / "index.yaml").write_bytes(written(index))
    assert len(helm(folder)["house-steps"]) == len(versions)  # it refuses another order
    read = read_index(written(index), "i")
    for version in versions:
        assert (found := read.version("house-steps", version)) and found.version == version


@pytest.mark.parametrize(
    ("published", "version", "baseline"),
    [
        ([], "1.0.0", None),
        (["1.0.0"], "1.0.0", None),
        (["1.0.0"], "1.0.1", "1.0.0"),
        (["1.0.0", "1.1.0", "2.0.0"], "1.2.0", "1.1.0"),
        (["1.0.0", "1.1.0-rc.1"], "1.1.0", "1.0.0"),
        (["1.0.0", "1.1.0-rc.1"], "1.1.0-rc.2", "1.0.0"),
        (["1.1.0-rc.1"], "1.1.0", None),
        (["1.9.0", "1.10.0"], "1.11.0", "1.10.0"),
        (["2.0.0"], "1.0.0", None),
    ],
)
def test_what_a_version_is_compared_with(published: list[str], version: str, baseline: str | None) -> None:
    index = Index(None)
    for each in published:
        index = merged(index, made(each), "x.tgz")
    found = index.baseline("house-steps", version)
    assert (found.version if found else None) == baseline
