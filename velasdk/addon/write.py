"""Writes the files of an addon: all of them or none, touching only what changed.

What is expected of a directory that a compiler owns (as protoc, cdk8s and ruff's users know it), decided here:

- A file that would be the same is not touched; when none would change, nothing is.
- A file that velasdk wrote earlier and would not write now is removed: an installer would still install its step. velasdk
  knows its own files by their first line.
- Any other file is somebody's own and stays: a `NOTES.cue` beside the generated files is a fine idea. It is reported,
  because KubeVela reads whatever has a name it knows. Where a file of the addon has to go, it is an error, and nothing is
  written.
- The new directory is made complete beside the old one and takes its place in two renames. Killed before them, the old one
  is there; after them, the new one; between them, none, and the next run puts the old one back before it begins. There is
  never a mixture. Files that stay are hard links, or copies with their times where the disk has no links.
"""

from __future__ import annotations

import os
import shutil
import tempfile
from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from pathlib import Path

from ..diagnostics import VelasdkError

MARK = b"enerated by velasdk"
"""What the first line of every generated file says, in the comment syntax of its language."""


@dataclass(frozen=True, slots=True)
class Changes:
    """What writing did, as paths in the directory: `kept` are files velasdk did not write."""

    written: tuple[str, ...]
    unchanged: tuple[str, ...]
    removed: tuple[str, ...]
    kept: tuple[str, ...]


def write(folder: Path, tree: Mapping[str, str]) -> Changes:
    """Make `folder` hold `tree`. Raises `VelasdkError` when it cannot, and then nothing is changed."""
    try:
        return _write(folder, {path: text.encode() for path, text in tree.items()})
    except OSError as error:
        where = f"{error.filename}: " if error.filename is not None else ""
        raise VelasdkError(f"{folder} cannot be written: {where}{error.strerror or error}") from error


def _write(folder: Path, tree: Mapping[str, bytes]) -> Changes:
    _recover(folder)
    changes = _compare(folder, tree)
    if changes.written or changes.removed:
        folder.parent.mkdir(parents=True, exist_ok=True)
        staging = Path(tempfile.mkdtemp(prefix=_prefix(folder), dir=folder.parent))
        try:
            _fill(staging / "new", folder, tree, changes)
            _swap(folder, staging)
        finally:
            shutil.rmtree(staging, ignore_errors=True)
    return changes


def _compare(folder: Path, tree: Mapping[str, bytes]) -> Changes:
    """What writing `tree` would do. Raises `VelasdkError` when that would overwrite somebody's own file."""
    if folder.is_symlink() or (folder.exists() and not folder.is_dir()):
        raise VelasdkError(f"{folder} is no directory: velasdk writes an addon there")
    found = set(_files(folder))
    unchanged = {path for path in found & set(tree) if (folder / path).read_bytes() == tree[path]}
    removed = {path for path in found - set(tree) if _is_ours(folder / path)}
    foreign = sorted(path for path in (found & set(tree)) - unchanged if not _is_ours(folder / path))
    if foreign:
        raise VelasdkError(
            f"{folder / foreign[0]} was not written by velasdk and would be overwritten: move it, or choose another output"
        )
    for path in tree:
        if above := next((p for p in Path(path).parents if p.as_posix() in found), None):
            raise VelasdkError(f"{folder / above} is a file where velasdk needs a directory")
        if (folder / path).is_dir() and not (folder / path).is_symlink():
            raise VelasdkError(f"{folder / path} is a directory where velasdk needs a file")
    return Changes(
        tuple(path for path in sorted(tree) if path not in unchanged),
        tuple(sorted(unchanged)),
        tuple(sorted(removed)),
        tuple(sorted(found - set(tree) - removed)),
    )


def _files(folder: Path) -> Iterator[str]:
    """The paths of all files below `folder`, links included and not followed."""
    for parent, folders, files in os.walk(folder):
        links = [name for name in folders if os.path.islink(os.path.join(parent, name))]
        for name in [*files, *links]:
            yield (Path(parent) / name).relative_to(folder).as_posix()


def _is_ours(path: Path) -> bool:
    if path.is_symlink() or not path.is_file():
        return False
    with path.open("rb") as file:
        return MARK in file.readline(1000)


def _fill(new: Path, folder: Path, tree: Mapping[str, bytes], changes: Changes) -> None:
    """Make the new directory: what is written anew, and links to what stays."""
    new.mkdir()
    if folder.is_dir():
        shutil.copymode(folder, new)
    for path in changes.written:
        (new / path).parent.mkdir(parents=True, exist_ok=True)
        (new / path).write_bytes(tree[path])
    for path in (*changes.unchanged, *changes.kept):
        (new / path).parent.mkdir(parents=True, exist_ok=True)
        try:
            os.link(folder / path, new / path, follow_symlinks=False)
        except OSError:
            shutil.copy2(folder / path, new / path, follow_symlinks=False)


def _swap(folder: Path, staging: Path) -> None:
    old = staging / "old"
    if folder.exists():
        os.replace(folder, old)
    try:
        os.replace(staging / "new", folder)
    except BaseException:
        if old.exists():
            os.rename(old, folder)
        raise


def _prefix(folder: Path) -> str:
    return f".{folder.name}.velasdk-"


def _recover(folder: Path) -> None:
    """Clear up after runs that were killed; what they had taken away and not replaced comes back."""
    if not folder.parent.is_dir():
        return
    staged = sorted(path for path in folder.parent.iterdir() if path.name.startswith(_prefix(folder)))
    # Looked for before the directory itself: another velasdk that is swapping now has moved it away just then.
    taken = [path / "old" for path in staged if (path / "old").exists()]
    if taken and not folder.exists():
        os.rename(taken.pop(), folder)
    for path in [*taken, *(path / "new" for path in staged)]:
        shutil.rmtree(path, ignore_errors=True)
    for path in staged:
        if not any(path.iterdir()):
            path.rmdir()
