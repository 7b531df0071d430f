"""The hooks that other repositories have from this one, with the real pre-commit."""

from __future__ import annotations

import os
import subprocess
import sys
from pathlib import Path

import pytest
import yaml

from tests.depth import FULL
from tests.painting import STEP

ROOT = Path(__file__).parent.parent.parent
MANIFEST = ROOT / ".pre-commit-hooks.yaml"
WRONG = STEP.replace('Color.RED: Wait("painting"), ', "")


def test_the_manifest_is_one() -> None:
    subprocess.run([sys.executable, "-m", "pre_commit", "validate-manifest", str(MANIFEST)], check=True)
    assert [hook["id"] for hook in yaml.safe_load(MANIFEST.read_text())] == ["velasdk-check", "velasdk-compile"]


def run(folder: Path, *command: str) -> subprocess.CompletedProcess[str]:
    who = {f"GIT_{role}_{what}": "t@example.com" for role in ("AUTHOR", "COMMITTER") for what in ("NAME", "EMAIL")}
    path = f"{Path(sys.executable).parent}{os.pathsep}{os.environ['PATH']}"
    environment = {**os.environ, **who, "PATH": path, "PRE_COMMIT_HOME": str(folder.parent / "cache")}
    return subprocess.run(command, cwd=folder, env=environment, capture_output=True, text=True, check=False)


@pytest.mark.parametrize("hook", ["velasdk-check", "velasdk-compile"] if FULL else ["velasdk-compile"])
def test_a_hook_stops_what_is_wrong(hook: str, tmp_path: Path) -> None:
    """With the velasdk that is under test; the full tests have pre-commit install it, which takes minutes."""
    folder = tmp_path / "project"
    (folder / "steps").mkdir(parents=True)
    (folder / "pyproject.toml").write_text('[project]\nname = "house-steps"\nversion = "1.2.0"\n')
    (folder / "steps/paint.py").write_text(WRONG)
    (folder / ".gitignore").write_text("__pycache__/\n")
    run(folder, "git", "init", "-q")
    run(folder, "git", "add", "-A")
    if FULL:
        hooks = ["try-repo", str(ROOT), hook]
    else:
        local = [each | {"language": "system"} for each in yaml.safe_load(MANIFEST.read_text())]
        (tmp_path / "config.yaml").write_text(yaml.safe_dump({"repos": [{"repo": "local", "hooks": local}]}))
        hooks = ["run", "--config", str(tmp_path / "config.yaml"), hook]
    command = (sys.executable, "-m", "pre_commit", *hooks)
    done = run(folder, *command)
    assert done.returncode == 1, done.stdout + done.stderr
    assert "steps/paint.py:26:5: error[VS201] `Color.RED` has no action\n" in done.stdout
    (folder / "steps/paint.py").write_text(STEP)
    run(folder, "git", "add", "-A")
    done = run(folder, *command)
    assert done.returncode == 0, done.stdout + done.stderr
    if hook == "velasdk-compile":
        run(folder, "git", "add", "-A")
        (folder / "steps/paint.py").write_text(STEP.replace("Paint a house.", "Paint two."))
        run(folder, "git", "add", "steps")
        assert "files were modified by this hook" in run(folder, *command).stdout
