"""Small steps that together come to every action, for the tests of `velasdk explore`."""

from enum import StrEnum

from velasdk import Action, Context, Continue, Fail, Model, Request, StatusStep, Step, Suspend, Wait, http, once

URL = "https://api.example"


class Body(Model):
    key: str


class Decision(StrEnum):
    PENDING = "pending"
    BUSY = "busy"
    APPROVED = "approved"
    REJECTED = "rejected"
    OBSOLETE = "obsolete"


class Decided(Model):
    decision: Decision


class Gate(StatusStep[Decided, Decision], name="gate"):
    """A gate that asks again."""

    def request(self, context: Context) -> Request[Decided]:
        return http.post(URL, json=Body(key=context.idempotency_key), reply=Decided)

    def status(self, reply: Decided) -> Decision:
        return reply.decision

    actions = {
        Decision.PENDING: Suspend("review"),
        Decision.BUSY: Wait("nobody has looked yet"),
        Decision.APPROVED: Continue(),
        Decision.REJECTED: Fail("rejected"),
        Decision.OBSOLETE: Fail("nothing to do any more"),
    }


class Overridden(Step, name="overridden"):
    """A gate that whoever resumes overrides."""

    async def run(self, context: Context) -> Action:
        answer = await http.get(URL, reply=Decided, on_unavailable=Fail("unavailable"))
        if answer.decision == Decision.APPROVED:
            return Continue()
        return Suspend("override", on_resume="succeed", reason="the platform team may overrule the API")


class Timed(Step, name="timed"):
    """A gate that asks again after an hour."""

    async def run(self, context: Context) -> Action:
        answer = await http.get(URL, reply=Decided, on_unavailable=Fail("unavailable"))
        if answer.decision == Decision.APPROVED:
            return Continue()
        return Suspend("pause", duration="1h")


class Delayed(Step, name="delayed"):
    """A gate that opens by itself after an hour, unless the API knows better before."""

    async def run(self, context: Context) -> Action:
        answer = await http.get(URL, reply=Decided)
        match answer.decision:
            case Decision.APPROVED:
                return Continue()
            case Decision.REJECTED | Decision.OBSOLETE:
                return Fail("rejected")
            case Decision.BUSY:
                return Wait("nobody has looked yet")
            case Decision.PENDING:
                return Suspend("delay", duration="1h", on_elapse="succeed", reason="nobody need decide")


class Job(Model):
    id: str


class Done(Model):
    job: str


class Submitting(Step, name="submitting"):
    """A job that is submitted once and looked at until it is done."""

    async def run(self, context: Context) -> Action:
        job = await once("submit", http.post(URL, json=Body(key=context.idempotency_key), reply=Job))
        state = await http.get(URL, query={"id": job.id}, reply=Decided)
        if state.decision == Decision.APPROVED:
            return Continue(outputs=Done(job=job.id))
        return Wait("not done yet")
