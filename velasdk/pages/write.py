"""Files for people to look at, written whole or not at all."""

from __future__ import annotations

import os
import sys
import tempfile
from pathlib import Path

from ..diagnostics import VelasdkError


def need_place(file: Path) -> None:
    """Raise `VelasdkError` where `file` cannot come to be: before the work that takes long."""
    if file.is_dir():
        raise VelasdkError(f"{file} is a folder: name a file in it")
    if not file.parent.is_dir():
        raise VelasdkError(f"{file} cannot be written: there is no folder {file.parent}")


def write_page(file: Path, text: str) -> None:
    """Write `text` to `file`, to stdout where it is `-`; what stands there is replaced in one step, as compilers do it.

    Raises `VelasdkError` where it cannot be written: for a folder, or in one that does not exist.
    """
    if str(file) == "-":
        sys.stdout.write(text)
        return
    need_place(file)
    draft = None
    try:
        handle, draft = tempfile.mkstemp(dir=file.parent, prefix=f".{file.name}.")
        with os.fdopen(handle, "w", encoding="utf-8", errors="backslashreplace") as opened:
            opened.write(text)
        mask = os.umask(0)
        os.umask(mask)
        os.chmod(draft, file.stat().st_mode & 0o777 if file.exists() else 0o666 & ~mask)
        os.replace(draft, file)
    except OSError as error:
        if draft is not None:
            Path(draft).unlink(missing_ok=True)
        raise VelasdkError(f"{file} cannot be written: {error.strerror or error}") from error
