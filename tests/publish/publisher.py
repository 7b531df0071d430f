"""A process that publishes to a directory again and again, each time in a child that something happens to.

A program of its own, because a test run has threads and should not fork. It reads one JSON object a line and answers each
with how the child ended:

- `folder`, and `version` of the two addons that are published there;
- `line`: the child is killed before it executes so many lines of the module that publishes;
- `after`: it is killed after so many seconds;
- `limit`: no file may become longer than so many bytes;
- `replace`: the version is replaced by other content.
"""

from __future__ import annotations

import json
import os
import resource
import signal
import sys
import time
from collections.abc import Mapping
from pathlib import Path
from types import FrameType
from typing import Any

from tests.publish.addons import made
from velasdk.diagnostics import VelasdkError
from velasdk.publish import directory
from velasdk.publish.directory import Directory
from velasdk.publish.publication import State, prepare

TRACED = directory.__file__
LARGE = "A house is painted in one colour. " * 3_000  # a package is written in several pieces


def publish(order: Mapping[str, Any]) -> None:
    replace = bool(order.get("replace"))
    readme = f"{order['version']} {replace}\n{LARGE}"
    packages = [made(order["version"], name, readme) for name in ("house-steps", "house-steps-legacy")]
    if "limit" in order:
        resource.setrlimit(resource.RLIMIT_FSIZE, (order["limit"], order["limit"]))
    print("ready", flush=True)
    count = 0

    def trace(frame: FrameType, event: str, _: object) -> Any:
        nonlocal count
        if frame.f_code.co_filename != TRACED:
            return None
        if event == "line":
            count += 1
            if count == order.get("line"):
                os.kill(os.getpid(), signal.SIGKILL)
        return trace

    if "line" in order:
        sys.settrace(trace)
    try:
        with Directory(Path(order["folder"])).opened(writing=True) as repository:
            new = [each for each in packages if prepare(each, repository, replace).state is not State.SAME]
            repository.add(new, replace)
    except VelasdkError as error:
        sys.settrace(None)
        print(json.dumps({"ended": "refused", "said": str(error)}), flush=True)
        os._exit(0)
    sys.settrace(None)
    print(json.dumps({"ended": "published", "lines": count}), flush=True)
    os._exit(0)


def watch(order: Mapping[str, Any]) -> dict[str, Any]:
    """What became of one child."""
    read, written = os.pipe()
    child = os.fork()
    if child == 0:
        os.dup2(written, 1)
        publish(order)
    os.close(written)
    with os.fdopen(read) as said:
        assert said.readline() == "ready\n"
        if "after" in order:
            time.sleep(order["after"])
            os.kill(child, signal.SIGKILL)
        answer = said.readline()
    os.waitpid(child, 0)
    return json.loads(answer) if answer else {"ended": "killed"}


if __name__ == "__main__":
    for each in sys.stdin:
        print(json.dumps(watch(json.loads(each))), flush=True)
