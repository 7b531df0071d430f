"""Each marked line is an error for mypy and for pyright, and no other line is."""

from enum import IntEnum

from velasdk import Actions, Context, Continue, Fail, Model, Parameter, Request, StatusStep, Suspend, http


class Status(IntEnum):
    OPEN = 0
    DONE = 1


class Other(IntEnum):
    OPEN = 0


class Detail(Model):
    text: str


class Body(Model):
    key: str


class Reply(Model):
    status: Status
    detail: Detail | None = None


class Step(StatusStep[Reply, Status], name="step"):
    url: str = Parameter(usage="required")
    limit: int = Parameter(default=3)

    def request(self, context: Context) -> Request[Reply]:
        unknown = context.nowhere  # wrong
        body = Body(key=context.app_name)  # wrong
        return http.post(self.url, json=[body, unknown, Body()], reply=Reply)  # wrong

    def status(self, reply: Reply) -> Status | Fail:
        text = reply.detail.text  # wrong
        if reply.statsu == Status.OPEN:  # wrong
            return Fail(reply.status)  # wrong
        return Fail(text)

    actions = {Other.OPEN: Continue()}  # wrong


class Lambda(StatusStep[Reply, Status], name="lambda"):
    def request(self, context: Context) -> Request[Reply]:
        return http.get("http://api", reply=Body)  # wrong

    def status(self, reply: Reply) -> Status:
        return "open"  # wrong

    actions: Actions[Status, Reply] = {
        Status.OPEN: lambda reply: Fail(reply.detail),  # wrong
        Status.DONE: Continue(),
    }


class Mixed(StatusStep[Reply, Status], name="mixed"):
    actions: Actions[Status, Reply] = {Status.OPEN: Suspend("open"), Other.OPEN: Continue()}  # wrong


class NoAction(StatusStep[Reply, Status], name="no-action"):
    actions = {Status.OPEN: Suspend("open"), Status.DONE: "continue"}  # wrong


Step()  # wrong
Step(url="http://x", limit="3")  # wrong
Step(url="http://x", limits=3)  # wrong
Step("http://x")  # wrong
Body(key=3)  # wrong
Suspend("open", on_resume="always")  # wrong
http.post("http://x", reply=Reply, on_refused="fail")  # wrong
