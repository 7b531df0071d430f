"""What a reply says can be any member, whatever the other side of the choice is."""

from prelude import *


class Ask(Approval, name="ask"):
    actions = {Status.OPEN: Suspend("open"), Status.DONE: Continue()}

    def status(self, reply: Reply) -> Status:
        return reply.status if reply.owner is None else Status.OPEN


class AskAgain(Approval, name="ask-again"):
    actions = {Status.OPEN: Suspend("open"), Status.DONE: Continue()}

    def status(self, reply: Reply) -> Status:
        return Status.OPEN if reply.owner is None else reply.status


class AskTwice(Approval, name="ask-twice"):
    actions = {Status.OPEN: Suspend("open"), Status.DONE: Continue()}

    def status(self, reply: Reply) -> Status:
        found = reply.status if reply.owner is None else Status.OPEN
        return found if reply.count > self.limit else Status.OPEN


class AskLast(Approval, name="ask-last"):
    actions = {Status.OPEN: Suspend("open"), Status.DONE: Continue()}

    def status(self, reply: Reply) -> Status:
        found = Status.OPEN if reply.owner is None else reply.status
        return found if reply.count > self.limit else Status.OPEN
