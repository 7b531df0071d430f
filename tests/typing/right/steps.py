"""What an author may write, with the types that both checkers must see; checked with everything else."""

from enum import StrEnum
from typing import assert_type

from velasdk import Action, Actions, Context, Continue, Fail, Model, Parameter, Request, StatusStep, Suspend, http
from velasdk.testing import Phase, Run


class Status(StrEnum):
    OPEN = "open"
    DONE = "done"


class Reply(Model):
    status: Status
    note: str | None = None


class Step(StatusStep[Reply, Status], name="step"):
    url: str = Parameter(usage="required")
    limit: int = Parameter(default=3, ge=1)
    tags: list[str] = Parameter(default_factory=list[str])

    def request(self, context: Context) -> Request[Reply]:
        assert_type(self.url, str)
        assert_type(self.limit, int)
        assert_type(context.app_name, str | None)
        request = http.get(self.url, reply=Reply)
        assert_type(request, Request[Reply])
        return request

    def status(self, reply: Reply) -> Status | Action:
        if reply.note is not None:
            assert_type(reply.note, str)
            return Fail(reply.note)
        return reply.status

    actions: Actions[Status, Reply] = {
        Status.OPEN: Suspend("open"),
        Status.DONE: lambda reply: Continue() if reply.note is None else Fail(reply.note),
    }


run = Run(Step(url="http://x"))
assert_type(run.phase, Phase)
assert_type(Step(url="http://x", limit=2, tags=["a"]).tags, list[str])
