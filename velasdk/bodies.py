"""Bodies of requests and replies for people to read: JSON is laid out anew where nothing of it is lost by that."""

from __future__ import annotations

import json
import re

_TOKENS = re.compile(r'"(?:[^"\\]|\\.)*"|[^\s"]+')


def laid_out(text: str, indent: int | None = None) -> str | None:
    """JSON on one line, or on several with `indent` blanks; None for what is no JSON, or would not be shown as it is.

    Of a key that is there twice Python keeps the last, and it writes `1e0` as `1.0`: engines tell these apart.
    """
    try:
        value = json.loads(text)
        same = json.dumps(value, separators=(",", ":"), ensure_ascii="\\u" in text) == "".join(_TOKENS.findall(text))
        return json.dumps(value, indent=indent, ensure_ascii=False) if same else None
    except (ValueError, RecursionError):
        return None
