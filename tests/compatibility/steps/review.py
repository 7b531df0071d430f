"""A step with one of everything that it may promise but a memory."""

from enum import IntEnum, StrEnum
from typing import Any, Literal

from velasdk import Action, Context, Continue, Fail, Field, Model, Parameter, Step, Suspend, Wait, http


class Level(IntEnum):
    LOW = 1
    MEDIUM = 2
    HIGH = 3


class State(StrEnum):
    OPEN = "open"
    ESCALATED = "escalated"
    APPROVED = "approved"
    REJECTED = "rejected"


class Host(Model):
    name: str = Field(min_length=1)
    port: int = 443


class Mail(Model):
    kind: Literal["mail"]
    to: str


class Chat(Model):
    kind: Literal["chat"]
    room: str


class Verdict(Model):
    state: State
    by: str = "somebody"


class Reviewer(Model):
    name: str
    mail: str | None = None


class Reviewed(Model):
    """What later steps can read."""

    level: Level
    reviewer: Reviewer
    note: str | None = None


class Review(Step, name="review"):
    """Have somebody review a subject."""

    url: str = Parameter(default="http://api.example", usage="Address of the API")
    subject: str = Parameter(default="all", min_length=1, max_length=63)
    level: Level = Level.MEDIUM
    attempts: int = Parameter(default=3, ge=1, le=10)
    share: float = Parameter(default=0.5, ge=0, lt=1)
    reviewers: list[str] = Parameter(default=["ops"], max_length=3)
    hosts: list[Host] = []
    labels: dict[str, str] = {}
    target: str | int = "main"
    note: str | None = None
    told: Mail | Chat | None = None
    extra: Any = None

    async def run(self, context: Context) -> Action:
        key = context.idempotency_key
        verdict = await http.post(f"{self.url}/reviews", json={"key": key, "subject": self.subject}, reply=Verdict)
        reviewer = Reviewer(name=verdict.by)
        match verdict.state:
            case State.OPEN:
                return Suspend("open-review")
            case State.ESCALATED:
                return Wait("escalated")
            case State.APPROVED:
                return Continue(outputs=Reviewed(level=self.level, reviewer=reviewer, note=self.note))
            case State.REJECTED:
                return Fail("rejected")
