"""`python -m velasdk`: the command line, for a Python that has velasdk where no `velasdk` is on the path."""

from __future__ import annotations

import sys

from .cli import main

if __name__ == "__main__":
    sys.exit(main())
