"""Python does not import by its own words."""

from prelude import *


class Ask(Approval, name="ask-by-word"):  # VS053
    actions = ACTIONS
