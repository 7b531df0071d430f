"""What `generated/` holds is what `steps/` compile to, is laid out as CUE's formatter would, and compiles on the engine."""

from __future__ import annotations

from pathlib import Path

import pytest
import yaml

from velasdk.addon.tree import tree
from velasdk.compiler import compile_all
from velasdk.diagnostics import Findings
from velasdk.engine.client import Engine
from velasdk.settings import Dialect, read_settings

ROOT = Path(__file__).parent.parent
ADDON = ROOT / "generated" / "builtin" / "velasdk-steps"
DEFINITIONS = sorted((ADDON / "definitions").glob("*.yaml"))


def test_committed_files_are_what_the_steps_compile_to() -> None:
    findings = Findings()
    steps = compile_all([ROOT / "steps"], findings, ROOT)
    assert not findings.items
    assert len(steps) == len(DEFINITIONS) >= 2
    compiled = tree(read_settings(ROOT).addon(), Dialect.BUILTIN, steps, ROOT)
    committed = {p.relative_to(ADDON).as_posix(): p.read_text(encoding="utf-8") for p in ADDON.rglob("*") if p.is_file()}
    assert committed == compiled


@pytest.mark.parametrize("file", DEFINITIONS, ids=lambda file: file.stem)
def test_a_definition_is_formatted_and_compiles(file: Path, engine: Engine) -> None:
    document = yaml.safe_load(file.read_text(encoding="utf-8"))
    assert (document["kind"], document["metadata"]["name"]) == ("WorkflowStepDefinition", file.stem)
    template = document["spec"]["schematic"]["cue"]["template"]
    assert engine.format(template) == template
    vetted = engine.vet(template)
    assert not vetted.errors
    assert not vetted.rewritten, "the controller would execute another text"
    assert vetted.schema, vetted.schema_error


def test_the_application_of_the_addon_is_formatted(engine: Engine) -> None:
    text = (ADDON / "template.cue").read_text(encoding="utf-8")
    assert engine.format(text) == text
    assert "output" in text
