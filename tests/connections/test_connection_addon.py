"""What an addon brings for connections: templates of configs, and Roles for what its steps read."""

from __future__ import annotations

import base64
import json
from pathlib import Path
from typing import Any

import pytest

from velasdk.addon.tree import tree
from velasdk.compiler import compile_all
from velasdk.diagnostics import Findings
from velasdk.dialects import Dialect
from velasdk.engine.client import Engine
from velasdk.settings import Addon

STEPS = Path(__file__).parent / "steps"
ADDON = Addon(name="house-steps", version="1.2.0", description="Steps of the house")


@pytest.fixture(scope="module", params=Dialect)
def files(request: pytest.FixtureRequest) -> dict[str, str]:
    """The addon of the steps here."""
    steps = [one.into(request.param) for one in compile_all([STEPS], Findings(), STEPS)]
    return tree(ADDON, request.param, steps, STEPS)


def made(engine: Engine, text: str, **given: Any) -> Any:
    """What `vela config create` makes of a template: KubeVela puts `context` and `parameter` beside it."""
    inside = text.replace("template: {", f"template: {{\ncontext: {json.dumps(CONTEXT)}\nparameter: {json.dumps(given)}", 1)
    return engine.evaluate(inside, "template.output").value


CONTEXT = {"name": "approval-api", "namespace": "team-a"}


def test_each_config_has_a_template_that_is_sensitive(files: dict[str, str], engine: Engine) -> None:
    paths = [path for path in files if path.startswith("config-templates/")]
    assert paths == ["config-templates/approval-api.cue", "config-templates/jobs.cue"]
    for path in paths:
        assert engine.format(files[path]) == files[path]
        metadata = engine.evaluate(
            files[path].partition("template:")[0].replace('import "encoding/base64"', ""), "metadata"
        ).value
        assert metadata["name"] == Path(path).stem and metadata["sensitive"] is True and metadata["scope"] == "system"


def test_a_template_makes_the_secret_that_the_step_reads(files: dict[str, str], engine: Engine) -> None:
    assert made(engine, files["config-templates/approval-api.cue"], url="http://a", token="t") == {
        "apiVersion": "v1",
        "kind": "Secret",
        "metadata": CONTEXT,
        "type": "Opaque",
        "stringData": {"url": "http://a", "token": "t"},
    }


def test_certificates_are_encoded_once_more_than_a_secret_does(files: dict[str, str], engine: Engine) -> None:
    given = {"url": "http://a", "token": "t", "ca": "CA", "clientCertificate": "CERT", "clientKey": "KEY"}
    data = made(engine, files["config-templates/jobs.cue"], **given)["stringData"]
    assert {key: base64.b64decode(data[key]) for key in ("ca.crt", "client.crt", "client.key")} == {
        "ca.crt": b"CA",
        "client.crt": b"CERT",
        "client.key": b"KEY",
    }
    assert set(made(engine, files["config-templates/jobs.cue"], url="http://a", token="t")["stringData"]) == {"url", "token"}


def test_a_config_without_a_token_is_none(files: dict[str, str], engine: Engine) -> None:
    text = files["config-templates/approval-api.cue"]
    inside = text.replace("template: {", f'template: {{\ncontext: {json.dumps(CONTEXT)}\nparameter: {{url: "u"}}', 1)
    assert not engine.evaluate(inside, "template.output").concrete


def test_roles_are_made_when_they_are_asked_for(files: dict[str, str], engine: Engine) -> None:
    text = f"{files['template.cue']}\n{files['parameter.cue']}"
    assert engine.evaluate(text, "outputs").value == {}
    roles = engine.evaluate(f"{text}\nparameter: roles: true", "outputs").value
    assert {name: (role["kind"], role["metadata"], role["rules"]) for name, role in roles.items()} == {
        "house-steps-runs": (
            "ClusterRole",
            {"name": "house-steps-runs"},
            [{"apiGroups": ["core.oam.dev"], "resources": ["applications", "workflowruns"], "verbs": ["get"]}],
        ),
        "house-steps-configs-vela-system": (
            "Role",
            {"name": "house-steps-configs-vela-system", "namespace": "vela-system"},
            [{"apiGroups": [""], "resources": ["secrets"], "resourceNames": ["approval-api", "jobs"], "verbs": ["get"]}],
        ),
    }


def test_the_readme_says_how_to_set_it_and_what_is_read(files: dict[str, str]) -> None:
    text = files["README.md"]
    for said in (
        "vela config create approval-api -t approval-api -n vela-system -f FILE",
        "Authorization: HMAC-SHA256 <signature>",
        "Authorization: Bearer <token of statusApi>",
        "POST <url of api>/reviews",
        "| the Secret `jobs` (`get` on `secrets`) | `vela-system` |",
        "`roles=true`",
    ):
        assert said in text
