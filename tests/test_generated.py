"""What `generated/` holds is what `steps/` compile to, is laid out as CUE's formatter would, and compiles on the engine."""

from __future__ import annotations

from collections.abc import Mapping
from pathlib import Path

import pytest
import yaml

from velasdk.addon.tree import tree
from velasdk.compiler import compile_all
from velasdk.diagnostics import Findings
from velasdk.dialects import LINES, NEWEST, Dialect
from velasdk.engine.client import Engine
from velasdk.settings import read_settings

ROOT = Path(__file__).parent.parent
ADDONS = {Dialect.LEGACY: "velasdk-steps-legacy", Dialect.BUILTIN: "velasdk-steps"}
FOLDERS = {dialect: ROOT / "generated" / dialect / name for dialect, name in ADDONS.items()}
DEFINITIONS = [
    (dialect, file) for dialect, folder in FOLDERS.items() for file in sorted((folder / "definitions").glob("*.yaml"))
]


def test_committed_files_are_what_the_steps_compile_to() -> None:
    findings, settings = Findings(), read_settings(ROOT)
    steps = compile_all([ROOT / "steps"], findings, ROOT)
    assert not findings.items
    assert len(steps) * len(FOLDERS) == len(DEFINITIONS) >= 10
    assert {each.relative_to(ROOT / "generated").as_posix() for each in (ROOT / "generated").glob("*/*")} == {
        f"{dialect}/{name}" for dialect, name in ADDONS.items()
    }
    for dialect, folder in FOLDERS.items():
        compiled = tree(settings.addon(dialect), dialect, [step.into(dialect) for step in steps], ROOT)
        committed = {p.relative_to(folder).as_posix(): p.read_text(encoding="utf-8") for p in folder.rglob("*") if p.is_file()}
        assert committed == compiled


@pytest.mark.parametrize(("dialect", "file"), DEFINITIONS, ids=lambda value: value.stem if isinstance(value, Path) else value)
def test_a_definition_is_formatted_and_compiles(dialect: Dialect, file: Path, every_line: Mapping[str, Engine]) -> None:
    document = yaml.safe_load(file.read_text(encoding="utf-8"))
    assert (document["kind"], document["metadata"]["name"]) == ("WorkflowStepDefinition", file.stem)
    template = document["spec"]["schematic"]["cue"]["template"]
    assert every_line[NEWEST].format(template) == template
    lines = [line for line, executed in LINES.items() if executed is dialect]
    for line in lines:
        vetted = every_line[line].vet(template)
        assert not vetted.errors, line
        assert not vetted.rewritten, "the controller would execute another text"
        assert vetted.schema, vetted.schema_error


def test_the_application_of_the_addon_is_formatted(engine: Engine) -> None:
    for folder in FOLDERS.values():
        text = (folder / "template.cue").read_text(encoding="utf-8")
        assert engine.format(text) == text
        assert "output" in text
