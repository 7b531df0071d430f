"""What is found in the definitions of KubeVela itself, read from its Go modules, and the runs that show that it is so.

`upstream.yaml` has both. A definition that is not listed there yields nothing.
"""

from __future__ import annotations

import json
import os
import re
import subprocess
from functools import cache
from pathlib import Path
from typing import Any

import pytest
import yaml

from velasdk.engine.build import source, toolchain
from velasdk.engine.client import Engine
from velasdk.engine.protocol import Answer, RunSpec, reconcile
from velasdk.handwritten.files import Written, read_written
from velasdk.handwritten.inspection import look
from velasdk.handwritten.velacore import FUNCTIONS

MODULES = {
    "workflow": ("1.11", "github.com/kubevela/workflow", "charts/vela-workflow/templates/definitions"),
    "workflow of 1.10": ("1.10", "github.com/kubevela/workflow", "charts/vela-workflow/templates/definitions"),
    "kubevela": ("1.9", "github.com/oam-dev/kubevela", "charts/vela-core/templates/defwithtemplate"),
}
"""Where definitions come from: the line whose go.mod has the version, the module, and the folder in it."""

TABLE: dict[str, dict[str, dict[str, Any]]] = yaml.safe_load(Path(__file__).with_name("upstream.yaml").read_text("utf-8"))
NAMED = [(of, name) for of, entries in TABLE.items() for name in entries]
RUNS = [(of, name, run) for of, name in NAMED for run in TABLE[of][name].get("runs", [])]


@cache
def module(of: str) -> Path:
    """The files of a module, fetched if they are not there."""
    line, path, _ = MODULES[of]
    done = subprocess.run(
        [str(toolchain()), "mod", "download", "-json", path],
        cwd=source() / f"line-{line}",
        env={**os.environ, "GOWORK": "off"},
        stdout=subprocess.PIPE,
        text=True,
        check=True,
    )
    return Path(json.loads(done.stdout)["Dir"])


@cache
def definitions(of: str) -> dict[str, Written]:
    files = sorted((module(of) / MODULES[of][2]).glob("*.yaml"))
    found = {
        written.name: written for file in files if "WorkflowStepDef" in file.read_text() for written in read_written([file])
    }
    assert len(found) > 20
    return found


def expanded(by_lines: dict[str, str]) -> dict[str, str]:
    return {line: value for lines, value in by_lines.items() for line in lines.split(", ")}


def found_in(written: Written, every_line: dict[str, Engine]) -> dict[str, str]:
    found: dict[str, set[str]] = {}
    for one in look(written, every_line.__getitem__, None).found:
        found.setdefault(one.code, set()).update(re.findall(r"\b1\.\d+\b", one.message.partition(" on KubeVela ")[2]))
    return {code: ", ".join(line for line in every_line if line in lines) for code, lines in found.items()}


def test_there_are_twenty() -> None:
    assert len(NAMED) >= 20


@pytest.mark.parametrize(("of", "name"), NAMED, ids=[f"{of}-{name}" for of, name in NAMED])
def test_what_is_found(of: str, name: str, every_line: dict[str, Engine]) -> None:
    assert found_in(definitions(of)[name], every_line) == TABLE[of][name].get("finds", {})


@pytest.mark.parametrize("of", MODULES)
def test_nothing_is_found_in_the_others(of: str, every_line: dict[str, Engine]) -> None:
    for name, written in definitions(of).items():
        if name not in TABLE[of]:
            assert found_in(written, every_line) == {}, name


@pytest.mark.parametrize(("of", "name", "run"), RUNS, ids=[f"{of}-{name}" for of, name, _ in RUNS])
def test_it_is_so(of: str, name: str, run: dict[str, Any], every_line: dict[str, Engine]) -> None:
    step = {"name": "ask", "type": "ask", "properties": run["parameters"]}
    stored = {"apiVersion": "v1", "kind": "ConfigMap", "metadata": {"name": "c", "namespace": "default"}}
    objects = [{**stored, "data": {"application": run["application"]}}] if "application" in run else []
    for line in expanded(run.get("seen") or run["says"]):
        events = [reconcile(Answer(body="<html>"))] * 3
        spec = RunSpec({"ask": definitions(of)[name].text}, [step], events, objects=objects)
        records = every_line[line].run(spec)
        told: list[str] = []
        for record in records:
            shown = record.step("ask")
            assert shown is not None
            phase = f"{shown.phase}/{shown.reason}".rstrip("/")
            told.append(" ".join([phase, *(request.method for request in record.requests)]))
        if "seen" in run:
            assert " > ".join(told) == expanded(run["seen"])[line], line
        else:
            first = records[0].step("ask")
            assert first is not None and first.message == expanded(run["says"])[line]


def test_the_names_of_vela_core_are_its_own() -> None:
    folder = module("kubevela") / "pkg/stdlib"
    declared = {
        name for file in folder.rglob("*.cue") for name in re.findall(r"^(#\w+):", file.read_text("utf-8"), re.MULTILINE)
    }
    assert {name for name in FUNCTIONS if "Config" not in name} <= declared
    top = set(re.findall(r"^(#\w+):", (folder / "op.cue").read_text("utf-8"), re.MULTILINE))
    assert top <= FUNCTIONS
