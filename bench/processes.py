"""What a process needs, as Linux with glibc tells it."""

from __future__ import annotations

import ctypes
import gc
import time
from pathlib import Path


def memory(process: int) -> float:
    """The resident memory of a process, in MB."""
    for line in Path(f"/proc/{process}/status").read_text().splitlines():
        if line.startswith("VmRSS:"):
            return int(line.split()[1]) / 1024
    raise ValueError(f"process {process} has no memory")


def give_back() -> None:
    """Give memory that this process has freed back to the system: what is left is held."""
    gc.collect()
    ctypes.CDLL(None).malloc_trim(0)


def computed(process: int) -> float:
    """The time that all threads of a process have computed so far, in seconds: other processes do not slow it down much."""
    return time.clock_gettime((~process << 3) | 2)  # the clock that clock_getcpuclockid(3) names


def children() -> set[int]:
    """The processes that this one started and that live."""
    found = [path.read_text() for path in Path("/proc/self/task").glob("*/children")]
    return {int(each) for text in found for each in text.split()}
