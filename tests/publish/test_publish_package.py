"""The package: what `vela addon package` makes, and the same bytes wherever it is made."""

from __future__ import annotations

import gzip
import hashlib
import io
import os
import subprocess
import sys
import tarfile
from pathlib import Path

import pytest
import yaml

from tests.publish.addons import made, tree
from tests.publish.helm import HelmCheck
from velasdk.addon.tree import tree as compiled_tree
from velasdk.compiler import compile_all
from velasdk.diagnostics import Findings
from velasdk.dialects import Dialect
from velasdk.publish.archive import pack, unpack
from velasdk.publish.directory import Directory
from velasdk.publish.package import leak, package
from velasdk.settings import read_settings

ROOT = Path(__file__).parent.parent.parent


def entries(data: bytes) -> list[tarfile.TarInfo]:
    with tarfile.open(fileobj=io.BytesIO(gzip.decompress(data))) as tar:
        return tar.getmembers()


def test_entries_are_as_vela_addon_package_writes_them() -> None:
    found = entries(made().data)
    assert [entry.name for entry in found] == [
        "house-steps/Chart.yaml",
        "house-steps/README.md",
        "house-steps/definitions/paint.yaml",
        "house-steps/metadata.yaml",
        "house-steps/template.cue",
    ]
    assert {(e.type, e.mode, e.mtime, e.uid, e.gid, e.uname, e.gname) for e in found} == {
        (tarfile.REGTYPE, 0o644, 0, 0, 0, "", "")
    }
    assert made().data[:10] == bytes.fromhex("1f8b08000000000000ff")


def test_chart_yaml_is_as_kubevela_makes_it() -> None:
    more = {
        "metadata.yaml": tree()["metadata.yaml"] + '  kubernetes: ">=1.25"\nurl: https://e\nicon: https://i\ntags: [a, b]\n'
    }
    chart = yaml.safe_load(package({**tree(), **more}).files["Chart.yaml"])
    assert chart == {
        "apiVersion": "v2",
        "type": "library",
        "name": "house-steps",
        "version": "1.0.0",
        "appVersion": "1.0.0",
        "description": "Houses",
        "home": "https://e",
        "icon": "https://i",
        "keywords": ["a", "b"],
        "annotations": {"addon.name": "house-steps", "system.vela": ">=1.10.0", "system.kubernetes": ">=1.25"},
    }


FIXED = {"Chart.yaml": b"name: a\n", "definitions/b.yaml": b"b" * 100_000, "README.md": "\u00e4\n".encode()}
DIGEST = "6e5ad09b00701f90da5023251de069f0c243e99e0b48951a491c32b7a9a64754"


def test_the_bytes_are_fixed_on_every_machine() -> None:
    assert hashlib.sha256(pack("a", FIXED)).hexdigest() == DIGEST
    assert pack("a", dict(reversed(FIXED.items()))) == pack("a", FIXED)


@pytest.mark.parametrize("environment", [{"PYTHONHASHSEED": "1", "TZ": "Asia/Tokyo"}, {"PYTHONHASHSEED": "2", "LC_ALL": "C"}])
def test_another_process_makes_the_same_bytes(environment: dict[str, str]) -> None:
    script = "import hashlib; from tests.publish.addons import made; print(made().digest)"
    run = subprocess.run(
        [sys.executable, "-c", script], cwd=ROOT, env={**os.environ, **environment}, capture_output=True, text=True, check=True
    )
    assert run.stdout.strip() == made().digest


def test_the_same_content_is_found_however_it_is_packaged() -> None:
    ours = made()
    buffer = io.BytesIO()
    with tarfile.open(fileobj=buffer, mode="w:gz") as tar:  # as the catalog does: folders, times, no Chart.yaml
        for name in ("./house-steps/", "./house-steps/definitions/"):
            folder = tarfile.TarInfo(name)
            folder.type = tarfile.DIRTYPE
            tar.addfile(folder)
        for path, text in tree().items():
            entry = tarfile.TarInfo(f"./house-steps/{path}")
            entry.size, entry.mtime, entry.mode = len(text.encode()), 1e9, 0o755
            tar.addfile(entry, io.BytesIO(text.encode()))
    assert ours.has_content_of(unpack(buffer.getvalue(), "x"))
    assert not ours.has_content_of(unpack(made(readme="Other.\n").data, "x"))
    assert not ours.has_content_of(unpack(made(name="house").data, "x"))


def test_what_the_project_compiles_to_can_be_packaged(helm: HelmCheck, tmp_path: Path) -> None:
    settings = read_settings(ROOT)
    findings = Findings()
    steps = compile_all([ROOT / "steps"], findings, ROOT)
    packages = [
        package(compiled_tree(settings.addon(each), each, [step.into(each) for step in steps], ROOT)) for each in Dialect
    ]
    with Directory(tmp_path).opened(writing=True) as repository:
        repository.add(packages, replace=False)
    found = helm(tmp_path)
    assert set(found) == {"velasdk-steps", "velasdk-steps-legacy"}
    for each in packages:
        (version,) = found[each.name]
        assert version.get("error") is None
        assert version["digest"] == version["entry"]["digest"] == each.digest
        assert version["files"] == {path: len(data) for path, data in each.files.items()}
        assert version["chart"]["annotations"] == version["entry"]["annotations"] == each.chart["annotations"]


def test_a_secret_in_a_package_is_seen() -> None:
    assert leak(tree(), ["correct-horse"]) is None
    assert leak({**tree(), "README.md": "Use correct-horse.\n"}, ["", "short", "correct-horse"]) == "README.md"
    assert leak({**tree(), "README.md": "short\n"}, ["short"]) is None
