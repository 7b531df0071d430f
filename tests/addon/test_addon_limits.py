"""How long a step may take: what the README recommends, by what the step does."""

from __future__ import annotations

from pathlib import Path

import pytest
import yaml

from tests.addon.test_addon_tree import ADDON, compiled
from velasdk.addon.limits import Limit, limit
from velasdk.addon.tree import tree
from velasdk.definition import seconds
from velasdk.dialects import Dialect

STEP = """
from velasdk import *


class Reply(Model):
    done: bool


class Ask(Step, name="ask"):
    async def run(self, context: Context) -> Action:
        {run}
"""

GET = 'await http.get("http://api/job", reply=Reply{})'
FAILS = GET.format(', on_unavailable=Fail("no")')

LIMITS: list[tuple[str, Limit | None]] = [
    ("return Continue()", None),
    (f"reply = {FAILS}; return Continue() if reply.done else Fail('no')", None),
    (f"reply = {GET.format('')}; return Continue() if reply.done else Fail('no')", Limit("1h", False)),
    (f"reply = {FAILS}; return Continue() if reply.done else Wait('not yet')", Limit("1h", False)),
    (f"reply = {FAILS}; return Continue() if reply.done else Suspend('ask')", Limit("24h", True)),
    (f"reply = {FAILS}; return Continue() if reply.done else Suspend('ask', duration='2h')", Limit("48h", True, "2h")),
    (f"reply = {FAILS}; return Continue() if reply.done else Suspend('ask', duration='25h')", Limit("72h", True, "25h")),
]


@pytest.mark.parametrize(("run", "recommended"), LIMITS, ids=[row[0] for row in LIMITS])
def test_what_is_recommended(tmp_path: Path, run: str, recommended: Limit | None) -> None:
    steps = compiled(tmp_path, STEP.format(run="\n        ".join(run.split("; "))))
    assert limit(steps[0].step.body) == recommended
    readme = tree(ADDON, Dialect.BUILTIN, steps, tmp_path)["README.md"]
    use = yaml.safe_load(readme.split("```yaml\n")[1].split("```")[0])["spec"]["workflow"]["steps"][0]
    assert use.get("timeout") == (recommended and recommended.timeout)
    assert ("How long it may take" in readme) == (recommended is not None)


@pytest.mark.parametrize(
    ("duration", "said"),
    [("24h", 86400), ("1h30m", 5400), ("90s", 90), ("1.5h", 5400), ("500ms", 0.5), ("1h0.5m", 3630), ("0", 0)],
)
def test_a_duration_in_seconds(duration: str, said: float) -> None:
    assert seconds(duration) == pytest.approx(said)  # pyright: ignore[reportUnknownMemberType]
