"""A table that several steps share need not be used up by one of them."""

from prelude import *


class Ask(Approval, name="ask"):
    actions = ACTIONS

    def status(self, reply: Reply) -> Status | Continue:
        return Status.OPEN if reply.owner is None else Continue()
