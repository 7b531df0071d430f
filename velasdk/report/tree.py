"""Where a finding stands in the author's source tree: what GitHub and code scanning know files by."""

from __future__ import annotations

from pathlib import Path


def source_root(start: Path) -> Path:
    """The root of the repository that the folder `start` is in, or `start` where it is in none.

    A project may be a folder of a repository, and annotations are shown where the repository says that the file is.
    """
    start = start.resolve()
    return next((folder for folder in (start, *start.parents) if (folder / ".git").exists()), start)


def in_tree(file: Path, root: Path) -> Path:
    """`file` relative to `root`; the whole path of one that lies elsewhere."""
    whole = file.resolve()
    return whole.relative_to(root) if whole.is_relative_to(root) else whole
