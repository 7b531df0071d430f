"""A page as one file: its style sheet and its script stand in it, and it may ask the network for nothing.

What a page shows was written by others: everything is escaped, what hides or turns text round is spelled out, and the
browser is told (Content-Security-Policy) to take no other script and style sheet than these two.
"""

from __future__ import annotations

import base64
import hashlib
import json
from functools import cache
from importlib.metadata import version
from pathlib import Path
from typing import Any

import jinja2
from markupsafe import Markup, escape

from . import svg
from .text import pretty, visible

HERE = Path(__file__).parent

_LIGHT = f"{svg.LIGHT} --rule: #d9dfe5; --hit: #fdf0c4; --string: #1a6b3c; --number: #8a4b08; --word: #7a2a92; --note: #5b6875;"
_DARK = f"{svg.DARK} --rule: #2d3742; --hit: #3d3516; --string: #8fd3a6; --number: #e8b36b; --word: #d4a0ea; --note: #95a2af;"


def page(template: str, title: str, **values: Any) -> str:
    """The page that `template` makes of `values`; it is named after its style sheet and script, which need not be there."""
    name = template.partition(".")[0]
    style, script = _style(name), _script(name)
    policy = (
        f"default-src 'none'; script-src '{_digest(script)}'; style-src '{_digest(style)}'; base-uri 'none'; form-action 'none'"
    )
    return (
        _environment()
        .get_template(template)
        .render(
            title=title,
            policy=Markup(policy),
            style=Markup(style),
            script=Markup(script),
            version=version("velasdk"),
            **values,
        )
    )


def data(value: Any) -> Markup:
    """JSON within a `script` element, which nothing in it can end."""
    text = json.dumps(value, separators=(",", ":"))
    return Markup(text.replace("&", "\\u0026").replace("<", "\\u003c").replace(">", "\\u003e"))


def _style(name: str) -> str:
    dark = f"{{ {_DARK} }}"
    colours = f':root {{ {_LIGHT} }}\n:root[data-theme="dark"] {dark}\n'
    colours += f'@media screen and (prefers-color-scheme: dark) {{ :root:not([data-theme="light"]) {dark} }}\n'
    colours += f'@media print {{ :root, :root[data-theme="dark"] {{ {_LIGHT} }} }}\n'
    return colours + svg.STYLE + _asset("page.css") + _asset(f"{name}.css")


def _script(name: str) -> str:
    return _asset("page.js") + _asset(f"{name}.js")


def _asset(name: str) -> str:
    file = HERE / "assets" / name
    return file.read_text(encoding="utf-8") if file.is_file() else ""


def _digest(text: str) -> str:
    return f"sha256-{base64.b64encode(hashlib.sha256(text.encode()).digest()).decode()}"


def _finalized(value: Any) -> Any:
    return visible(value) if isinstance(value, str) and not isinstance(value, Markup) else value


def _plain(value: Any) -> str:
    """JSON as it is read: the template escapes it."""
    return json.dumps(value, ensure_ascii=False)


def _prose(text: str) -> Markup:
    """A paragraph of a docstring: what stands between backticks is code."""
    parts = visible(" ".join(text.split())).split("`")
    if len(parts) % 2 == 0:
        return escape("`".join(parts))
    return Markup().join(Markup("<code>{}</code>").format(part) if at % 2 else escape(part) for at, part in enumerate(parts))


@cache
def _environment() -> jinja2.Environment:
    environment = jinja2.Environment(
        loader=jinja2.FileSystemLoader(HERE / "templates"),
        autoescape=True,
        undefined=jinja2.StrictUndefined,
        trim_blocks=True,
        lstrip_blocks=True,
        finalize=_finalized,
    )
    environment.filters |= {"pretty": pretty, "tojson_plain": _plain, "prose": _prose}
    return environment
