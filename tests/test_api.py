"""The names authors import: a change here is a change of the contract."""

from __future__ import annotations

import velasdk
import velasdk.testing

NAMES = """
Action Actions BearerConnection Break Connection Context Continue Fail Field Model Parameter Request Response Scope StatusStep
Secret Step Suspend Wait http once to_camel
""".split()


def test_the_vocabulary_is_frozen() -> None:
    assert sorted(velasdk.__all__) == sorted(NAMES)
    assert all(hasattr(velasdk, name) for name in NAMES)


def test_the_testing_names_are_frozen() -> None:
    assert velasdk.testing.__all__ == ["NO_CONNECTION", "Config", "Given", "Phase", "Reason", "Reply", "Run", "Sent"]
