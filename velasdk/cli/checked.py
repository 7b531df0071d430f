"""One check in a process of its own, for `velasdk check --watch`: `python -m velasdk.cli.checked TOLD ARGUMENTS`."""

from __future__ import annotations

import json
import sys
from pathlib import Path

from . import main


def imported() -> list[str]:
    """The files of all modules that were imported, and the folders of packages: those without a file too."""
    modules = list(sys.modules.values())
    files = {str(file) for module in modules if (file := getattr(module, "__file__", None))}
    return sorted(files | {str(folder) for module in modules for folder in getattr(module, "__path__", ())})


if __name__ == "__main__":
    told, *arguments = sys.argv[1:]
    code = main(arguments)
    Path(told).write_text(json.dumps(imported()), encoding="utf-8")
    sys.exit(code)
