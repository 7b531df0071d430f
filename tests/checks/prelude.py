"""What the examples in the rule pages and in mistakes/ begin with: `from prelude import *`."""

from enum import Enum as Enum
from enum import IntEnum
from enum import StrEnum as StrEnum
from typing import Any as Any
from typing import Literal as Literal

from velasdk import Action as Action
from velasdk import Actions, Context, Continue, Fail, Model, Parameter, Request, StatusStep, Step, Suspend, http, once
from velasdk import BearerConnection as BearerConnection
from velasdk import Break as Break
from velasdk import Connection as Connection
from velasdk import Field as Field
from velasdk import Response as Response
from velasdk import Secret as Secret
from velasdk import Wait as Wait

API = "http://api.example"


class Status(IntEnum):
    OPEN = 0
    DONE = 1


class Item(Model):
    name: str
    size: int = 0


class Order(Model):
    name: str
    amount: int = 1


class Reply(Model):
    status: Status
    message: str = ""
    count: int = 0
    share: float = 0.0
    owner: str | None = None
    first: Item | None = None
    items: list[Item] = []
    names: list[str] = []
    labels: dict[str, str] = {}
    extra: Any = None


class Phase(StrEnum):
    QUEUED = "queued"
    RUNNING = "running"
    DONE = "done"


class Job(Model):
    id: str
    phase: Phase
    note: str | None = None
    items: list[Item] = []


ACTIONS: Actions[Status, Reply] = {Status.OPEN: Suspend("open"), Status.DONE: Continue()}


class Approval(StatusStep[Reply, Status], name="approval"):
    """A step that is fine; the examples derive from it and change one method."""

    url: str = Parameter(default=API)
    limit: int = Parameter(default=3)
    team: str | None = Parameter(default=None)

    def request(self, context: Context) -> Request[Reply]:
        return http.post(self.url, json=Order(name=context.idempotency_key), reply=Reply)

    def status(self, reply: Reply) -> Status | Fail:
        if reply.count > self.limit:
            return Fail(f"{reply.count} are too many")
        return reply.status

    actions = ACTIONS


class Work(Step, name="work"):
    """A general step that is fine."""

    url: str = Parameter(default=API)
    limit: int = Parameter(default=3)

    async def run(self, context: Context) -> Action:
        job = await once("submit", http.post(f"{self.url}/jobs", json=Order(name=context.name), reply=Job))
        found = await http.get(f"{self.url}/jobs/{job.id}", reply=Job)
        return Continue() if found.phase == Phase.DONE else Wait(f"{job.id} is {found.phase}")
