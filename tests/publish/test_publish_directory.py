"""A directory as destination: whatever happens to a publisher, there is the old index or the new one, and it is true."""

from __future__ import annotations

import hashlib
import json
import os
import random
import shutil
import subprocess
import sys
import time
from collections.abc import Callable, Generator, Iterator
from contextlib import contextmanager
from pathlib import Path
from typing import Any, cast

import pytest
import yaml
from filelock import FileLock

from tests.depth import share
from tests.publish.addons import made
from tests.publish.helm import HelmCheck
from velasdk.diagnostics import VelasdkError
from velasdk.publish.archive import unpack
from velasdk.publish.directory import LOCK, TEMPORARY, Directory
from velasdk.publish.index import read_index
from velasdk.publish.package import Package

ROOT = Path(__file__).parent.parent.parent


def publish(folder: Path, *packages: Package, replace: bool = False) -> None:
    with Directory(folder).opened(writing=True) as repository:
        repository.add(packages, replace)


def listed(folder: Path) -> dict[str, list[str]]:
    """Name -> versions in the index, when each of them is there whole and as the index says."""
    data = (folder / "index.yaml").read_bytes()
    index = read_index(data, "index.yaml")
    found: dict[str, list[str]] = {}
    for name in yaml.safe_load(data)["entries"]:
        for each in index.listed(name):
            package = (folder / each.url).read_bytes()
            assert hashlib.sha256(package).hexdigest() == each.digest, each
            assert yaml.safe_load(unpack(package, "x").files["metadata.yaml"])["version"] == each.version
            found.setdefault(name, []).append(each.version)
    return found


def files(folder: Path) -> set[str]:
    return {path.name for path in folder.iterdir()} - {LOCK}


class Publisher:
    """The process of publisher.py."""

    def __init__(self, prefix: list[str]) -> None:
        pipe, environment = subprocess.PIPE, {**os.environ, "PYTHONPATH": str(ROOT)}
        command = [*prefix, sys.executable, "-m", "tests.publish.publisher"]
        self._process = subprocess.Popen(command, cwd=ROOT, stdin=pipe, stdout=pipe, text=True, env=environment)
        self.pid = self._process.pid

    def ask(self, folder: Path, version: str, **more: float) -> None:
        assert self._process.stdin
        print(json.dumps({"folder": str(folder), "version": version, **more}), file=self._process.stdin, flush=True)

    def answer(self) -> dict[str, Any]:
        assert self._process.stdout
        return cast("dict[str, Any]", json.loads(self._process.stdout.readline()))

    def __call__(self, folder: Path, version: str, **more: float) -> dict[str, Any]:
        self.ask(folder, version, **more)
        return self.answer()

    def end(self) -> None:
        assert self._process.stdin and self._process.stdout
        self._process.stdin.close()
        assert self._process.wait(timeout=30) == 0
        self._process.stdout.close()


@contextmanager
def started(prefix: list[str]) -> Generator[Publisher]:
    """A publisher, in a namespace of its own perhaps."""
    publisher = Publisher(prefix)
    try:
        yield publisher
    finally:
        publisher.end()


@pytest.fixture(scope="module")
def publisher() -> Iterator[Publisher]:
    with started([]) as found:
        yield found


OLD = {"house-steps": ["1.0.0"], "house-steps-legacy": ["1.0.0"]}
NEW = {"house-steps": ["1.1.0", "1.0.0"], "house-steps-legacy": ["1.1.0", "1.0.0"]}
ALL = {
    "index.yaml",
    "house-steps-1.0.0.tgz", "house-steps-1.1.0.tgz", "house-steps-legacy-1.0.0.tgz", "house-steps-legacy-1.1.0.tgz",
}  # fmt: skip


@pytest.fixture
def repository(tmp_path: Path, publisher: Publisher) -> Path:
    """With 1.0.0 of two addons."""
    assert publisher(tmp_path / "charts", "1.0.0")["ended"] == "published"
    return tmp_path / "charts"


def is_whole_and_mended(folder: Path, publisher: Publisher) -> None:
    """The index is the old or the new one, and whoever publishes next leaves nothing but what is published."""
    assert listed(folder) in (OLD, NEW)
    assert publisher(folder, "1.1.0")["ended"] == "published"
    assert listed(folder) == NEW
    assert files(folder) == ALL


def test_a_publisher_is_killed_anywhere(repository: Path, publisher: Publisher, tmp_path: Path) -> None:
    """Killed before a line of what publishes is executed; a call that writes is such a line."""
    copy = tmp_path / "copy"
    shutil.copytree(repository, copy)
    lines = publisher(copy, "1.1.0", line=-1)["lines"]
    draw = random.Random(lines)
    seen: set[bool] = set()
    for line in [*sorted(draw.sample(range(1, lines), share(lines - 1, least=25))), lines]:
        shutil.rmtree(copy)
        shutil.copytree(repository, copy)
        assert publisher(copy, "1.1.0", line=line)["ended"] == "killed"
        seen.add(listed(copy) == NEW)
        is_whole_and_mended(copy, publisher)
    assert seen == {False, True}


def test_a_publisher_that_replaces_is_killed(repository: Path, publisher: Publisher, tmp_path: Path) -> None:
    """The old package is what the old index says as long as that is there."""
    copy = tmp_path / "copy"
    shutil.copytree(repository, copy)
    lines = publisher(copy, "1.0.0", replace=True, line=-1)["lines"]
    draw = random.Random(lines)
    for line in sorted(draw.sample(range(1, lines + 1), share(lines, least=12))):
        shutil.rmtree(copy)
        shutil.copytree(repository, copy)
        assert publisher(copy, "1.0.0", replace=True, line=line)["ended"] == "killed"
        assert listed(copy) == OLD
        assert publisher(copy, "1.0.0", replace=True)["ended"] == "published"
        assert listed(copy) == OLD


def test_a_publisher_is_killed_at_any_time(repository: Path, publisher: Publisher, tmp_path: Path) -> None:
    """Killed from outside, also within a call of the system."""
    copy = tmp_path / "copy"
    shutil.copytree(repository, copy)
    began = time.monotonic()
    publisher(copy, "1.1.0")
    took = time.monotonic() - began
    draw = random.Random(1)
    killed = 0
    for _ in range(share(200 - 40, least=5)):
        shutil.rmtree(copy)
        shutil.copytree(repository, copy)
        killed += publisher(copy, "1.1.0", after=draw.uniform(0, took))["ended"] == "killed"
        is_whole_and_mended(copy, publisher)
    assert killed


def test_no_file_can_grow_any_more(repository: Path, publisher: Publisher, tmp_path: Path) -> None:
    """The limit of file sizes, which every system has: it ends in the package, in the other one, or in the index."""
    copy = tmp_path / "copy"
    sizes = {path.stat().st_size for path in repository.iterdir()}
    for limit in sorted({0, 1, *(size + more for size in sizes for more in (-1, 0)), max(sizes) // 2} - {-1}):
        shutil.rmtree(copy, ignore_errors=True)
        shutil.copytree(repository, copy)
        answer = publisher(copy, "1.1.0", limit=limit)
        if answer["ended"] == "refused":
            assert answer["said"] == f"{copy} cannot be published to: File too large"
            assert listed(copy) == OLD
            assert files(copy) - ALL == set()
        is_whole_and_mended(copy, publisher)


TMPFS = ["unshare", "--user", "--map-root-user", "--mount", "sh", "-c"]


def test_the_disk_is_full(repository: Path, tmp_path: Path) -> None:
    """A file system of some kilobytes, in a namespace of its own. A system may allow none: then the limit above is all."""
    mount = tmp_path / "mount"
    mount.mkdir()
    if subprocess.run([*TMPFS, f"mount -t tmpfs none {mount}"], capture_output=True, check=False).returncode:
        return
    there = sum(-(-path.stat().st_size // 4096) * 4 for path in repository.iterdir())  # kB in whole blocks
    package = (there - 4) // 2
    ended: list[str] = []
    for free in (0, package // 2, package + 4, 2 * package, 2 * package + 100):
        script = f'mount -t tmpfs -o size={there + free}k none {mount} && cp {repository}/* {mount} && exec "$0" "$@"'
        with started([*TMPFS, script]) as publisher:
            answer = publisher(mount, "1.1.0")
            inside = Path(f"/proc/{publisher.pid}/root{mount}")
            if answer["ended"] == "refused":
                assert answer["said"] == f"{mount} cannot be published to: No space left on device"
                assert files(inside) - ALL == set()
            assert listed(inside) == (OLD if answer["ended"] == "refused" else NEW)
        ended.append(answer["ended"])
    assert ended == sorted(ended, reverse=True) and set(ended) == {"published", "refused"}


def test_two_publishers_at_once(tmp_path: Path) -> None:
    """Each adds versions of its own, at the same time as the others; none is lost."""
    folder = tmp_path / "charts"
    with started([]) as one, started([]) as two, started([]) as three:
        for turn in range(3):
            for number, each in enumerate((one, two, three)):
                each.ask(folder, f"1.{number}.{turn}")
            assert [each.answer()["ended"] for each in (one, two, three)] == ["published"] * 3
    found = listed(folder)
    assert {name: len(versions) for name, versions in found.items()} == {"house-steps": 9, "house-steps-legacy": 9}
    assert found["house-steps"] == sorted(found["house-steps"], reverse=True)


def test_somebody_else_is_publishing(tmp_path: Path) -> None:
    publish(tmp_path, made("1.0.0"))
    with FileLock(tmp_path / LOCK), pytest.raises(VelasdkError) as refused:
        with Directory(tmp_path, patience=0.1).opened(writing=True):
            pass
    assert str(refused.value) == f"{tmp_path}: somebody else has been publishing there for 0.1 s"
    with FileLock(tmp_path / LOCK), Directory(tmp_path).opened(writing=False) as repository:
        assert repository.index.version("house-steps", "1.0.0")  # who looks need not wait


def test_left_overs_of_killed_publishers_go_and_files_of_others_stay(tmp_path: Path) -> None:
    (tmp_path / f"{TEMPORARY}abc").write_bytes(b"half")
    (tmp_path / "house-steps-1.0.0.tgz").write_bytes(b"what a killed publisher left, and no index names")
    (tmp_path / "notes.txt").write_text("mine")
    publish(tmp_path, made("1.0.0"))
    assert files(tmp_path) == {"house-steps-1.0.0.tgz", "index.yaml", "notes.txt"}
    assert listed(tmp_path) == {"house-steps": ["1.0.0"]}


def test_publishing_nothing_changes_nothing(tmp_path: Path) -> None:
    publish(tmp_path, made("1.0.0"))
    before = {path: (path.read_bytes(), path.stat().st_mtime_ns, path.stat().st_ino) for path in tmp_path.iterdir()}
    publish(tmp_path)
    assert {path: (path.read_bytes(), path.stat().st_mtime_ns, path.stat().st_ino) for path in tmp_path.iterdir()} == before


def test_a_replaced_package_stays_until_the_index_names_another(tmp_path: Path, helm: HelmCheck) -> None:
    publish(tmp_path, made("1.0.0"))
    old = read_index((tmp_path / "index.yaml").read_bytes(), "i")
    for readme in ("Two.\n", "Three.\n"):
        other = made("1.0.0", readme=readme)
        publish(tmp_path, other, replace=True)
        assert listed(tmp_path) == {"house-steps": ["1.0.0"]}
        assert [each.get("error") for each in helm(tmp_path)["house-steps"]] == [None]
        assert len(files(tmp_path)) == 2, "what was replaced is gone"
        with Directory(tmp_path).opened(writing=False) as repository:
            found = repository.index.version("house-steps", "1.0.0")
            assert found and found != old.version("house-steps", "1.0.0")
            assert repository.read(found) == other.data
            old = repository.index


def test_modes_are_those_of_the_repository(tmp_path: Path) -> None:
    publish(tmp_path, made("1.0.0"))
    assert (tmp_path / "index.yaml").stat().st_mode & 0o777 == 0o666 & ~umask()
    (tmp_path / "index.yaml").chmod(0o640)
    publish(tmp_path, made("1.1.0"))
    assert (tmp_path / "index.yaml").stat().st_mode & 0o777 == 0o640


def umask() -> int:
    os.umask(found := os.umask(0))
    return found


READ: list[tuple[str, str | None]] = [
    ("house-steps-1.0.0.tgz", None),
    ("./house-steps-1.0.0.tgz", None),
    ("https://charts.example/steps/house-steps-1.0.0.tgz?x=1", None),
    ("sub/house-steps-1.0.0.tgz", None),
    ("house%2Dsteps-1.0.0.tgz", None),
    ("../house-steps-1.0.0.tgz", "leads out of the directory: '../house-steps-1.0.0.tgz'"),
    ("/etc/passwd", "leads out of the directory"),
    ("..%2Fhouse-steps-1.0.0.tgz", "leads out of the directory"),
    ("%2e%2e/house-steps-1.0.0.tgz", "leads out of the directory"),
    ("x%00y", "leads out of the directory"),
    ("", "leads out of the directory"),
    ("other.tgz", "other.tgz is missing: "),
    ("changed.tgz", "is not what was published as house-steps 1.0.0: index.yaml has another digest"),
]


@pytest.mark.parametrize(("url", "said"), READ)
def test_a_package_is_read_from_the_directory_only(tmp_path: Path, url: str, said: str | None) -> None:
    folder = tmp_path / "charts"
    publish(folder, made("1.0.0"))
    (folder / "sub").mkdir()
    for place in (folder / "sub", tmp_path):
        shutil.copy(folder / "house-steps-1.0.0.tgz", place)
    (folder / "changed.tgz").write_bytes(made("1.0.0", readme="x").data)
    index = folder / "index.yaml"
    index.write_text(index.read_text().replace("- house-steps-1.0.0.tgz", f"- '{url}'"))
    with Directory(folder).opened(writing=False) as repository:
        found = repository.index.version("house-steps", "1.0.0")
        assert found
        if said is None:
            assert repository.read(found) == made("1.0.0").data
            return
        with pytest.raises(VelasdkError) as refused:
            repository.read(found)
    assert said in str(refused.value)


def no_directory(path: Path) -> None:
    path.write_text("x")


def link(path: Path) -> None:
    publish(path.with_name("real"), made())
    path.mkdir()
    (path / "index.yaml").symlink_to("../real/index.yaml")


def no_index(path: Path) -> None:
    path.mkdir()
    (path / "index.yaml").write_text("a: b\n")


def directory_index(path: Path) -> None:
    (path / "index.yaml").mkdir(parents=True)


@pytest.mark.parametrize(
    ("prepare", "said"),
    [
        (no_directory, "{path} cannot be published to: File exists"),
        (link, "{path}/index.yaml is a link, which publishing would replace by a file: publish to where it leads"),
        (no_index, "{path}/index.yaml, line 1: the index has an unknown key `a`. KubeVela decodes"),
        (directory_index, "{path} cannot be published to: {path}/index.yaml: Is a directory"),
    ],
)
def test_what_is_no_repository_is_left_alone(tmp_path: Path, prepare: Callable[[Path], None], said: str) -> None:
    path = tmp_path / "charts"
    prepare(path)
    with pytest.raises(VelasdkError) as refused:
        publish(path, made("2.0.0"))
    assert str(refused.value).startswith(said.format(path=path))
    assert not path.is_dir() or not list(path.glob("*.tgz"))
