"""Python has no name with a hyphen in it; a file that is never imported may say so."""

from prelude import *


class Ask(Approval, name="ask-by-hyphen"):  # VS053
    actions = ACTIONS


class AskOnce(Approval, name="ask-in-plain-sight"):  # velasdk: ignore[VS053]: no test imports it
    actions = ACTIONS
