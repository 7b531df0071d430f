"""Everything a request behind a connection can have: several connections, `once`, queries, paths of replies, outputs."""

from velasdk import Action, BearerConnection, Connection, Context, Continue, Fail, Model, Parameter, Step, Wait, http, once


class Certified(Connection):
    """With the certificates of its config."""

    tls = True


class Tracker(BearerConnection):
    """An API that takes no signatures."""

    reason = "the tracker knows bearer tokens only"


class Made(Model):
    id: str


class Job(Model):
    state: str


class Done(Model):
    job: str


class Jobs(Step, name="jobs"):
    """Make a job at one API, ask another about it, and unlock it at the first."""

    jobs: Certified = Parameter(default=Certified("jobs"), usage="Where jobs are made")
    status: Tracker = Parameter(alias="statusApi", usage="Where their state is")
    region: str = "eu"

    async def run(self, context: Context) -> Action:
        key = context.idempotency_key
        made = await once("make", http.put(f"/jobs/{self.region}", connection=self.jobs, json={"key": key}, reply=Made))
        path = f"/jobs/{made.id}"
        job = await http.get(path, connection=self.status, query={"region": self.region, "n": 1}, reply=Job)
        lock = await http.delete("/locks?a=b", connection=self.jobs, query={"job": made.id})
        if lock.status == 404:
            return Fail(f"no lock at {self.jobs} for {made.id}")
        note = await http.post(
            f"{path}/notes", connection=self.status, text=f"{made.id} is {job.state}", headers={"X-Kind": "note"}
        )
        if note.status != 201:
            return Fail(f"no note: {note.status}")
        if job.state == "running":
            return Wait("running")
        return Continue(outputs=Done(job=made.id))
