"""No password and no token is seen anywhere."""

from __future__ import annotations

import base64
import json

import pytest

from tests.depth import FULL
from tests.publish.museum import Answer, Misbehave, museum
from tests.publish.project import TOKEN, Project
from velasdk.publish.archive import unpack

ECHO: dict[str, Misbehave] = {
    "fine": lambda seen, before: None,
    "401 that repeats what was sent": lambda seen, before: Answer(401, json.dumps({"error": str(seen.headers)})),
    "400 that repeats what was sent": lambda seen, before: (
        Answer(400, str(seen.headers), "text/plain") if seen.method == "POST" else None
    ),
    "a text that is cut within it": lambda seen, before: Answer(400, "x" * 190 + TOKEN, "text/plain"),
    "a redirect with it": lambda seen, before: (
        Answer(302, headers={"Location": f"http://u:{TOKEN}@h/{TOKEN}?{TOKEN}"}, body=TOKEN) if seen.method == "POST" else None
    ),
    "an index with it": lambda seen, before: Answer(200, f"{TOKEN}: 1\n"),
    "an index with a url of it": lambda seen, before: Answer(
        200, f"entries: {{house-steps: [{{name: house-steps, version: 1.0.0, urls: ['ftp://{TOKEN}']}}]}}"
    ),
    "503 with it": lambda seen, before: Answer(503, TOKEN, "text/plain") if before else Answer(drop="before"),
}
SECRETS: dict[str, tuple[str, dict[str, str]]] = {
    "token": ("", {"HELM_REPO_ACCESS_TOKEN": TOKEN}),
    "own header": ("", {"HELM_REPO_ACCESS_TOKEN": TOKEN, "HELM_REPO_AUTH_HEADER": "X-Key"}),
    "password": ("", {"HELM_REPO_USERNAME": "ann", "HELM_REPO_PASSWORD": TOKEN}),
    "address": ("ann:s3cret%2Ft0ken%2Bwith%3Dsigns@", {}),
}
FORMS = (
    TOKEN,
    TOKEN.replace("/", "%2F").replace("+", "%2B").replace("=", "%3D"),
    base64.b64encode(f"ann:{TOKEN}".encode()).decode(),
)


def at_once(seconds: float) -> None:
    """Between two attempts."""


PAIRS = [(does, given) for does in ECHO for given in SECRETS if FULL or does == "fine" or given in ("own header", "address")]


@pytest.mark.parametrize(("server_does", "given"), PAIRS)
def test_no_secret_is_seen_anywhere(
    server_does: str, given: str, project: Project, monkeypatch: pytest.MonkeyPatch, caplog: pytest.LogCaptureFixture
) -> None:
    """Not in what is printed or logged, in what is published, or in any file; whatever the server repeats of it."""
    caplog.set_level("DEBUG")
    monkeypatch.setattr("velasdk.publish.transport.time.sleep", at_once)
    before, environment = SECRETS[given]
    for name, value in environment.items():
        monkeypatch.setenv(name, value)
    with museum(misbehave=ECHO[server_does]) as server:
        address = server.url.replace("://", f"://{before}")
        seen: list[str] = []
        for more in ((), ("--json", "--force"), ("--dry-run",)) if FULL or server_does == "fine" else ((),):
            ran = project.publish("--to", address, *more)
            seen += [ran.out, ran.err]
        assert any(form in str(server.seen) for form in FORMS), "it was sent"
        packed = [str(unpack(data, "x").files) for data in server.packages.values()]
    files = [path.read_text(errors="replace") for path in project.root.rglob("*") if path.is_file()]
    for text in (*seen, *packed, *files, caplog.text):
        assert not any(form[:8] in text for form in FORMS), text


def test_a_secret_in_a_step_is_not_published(project: Project, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("HELM_REPO_ACCESS_TOKEN", TOKEN)
    project.edit("steps/paint.py", "http.get(self.url,", f'http.get(self.url, headers={{"Authorization": "Bearer {TOKEN}"}},')
    ran = project.publish("--to", "charts", "--dialect", "builtin")
    assert ran.code == 2 and TOKEN not in ran.err and not (project.root / "charts").exists()
    assert "README.md has a password or token of this machine in it: take it out of the step" in ran.err
