"""Imports of infrastructure that is there already."""

from enum import StrEnum

from velasdk import Action, Context, Continue, Fail, Field, Model, Parameter, Step, Suspend, Wait, http, once, to_camel


class JobPhase(StrEnum):
    QUEUED = "queued"
    RUNNING = "running"
    DONE = "done"
    PARTIAL = "partial"
    FAILED = "failed"


class Selector(Model, alias_generator=to_camel):
    """All resources of a kind that have every label and, where it is given, are in the region."""

    kind: str
    match_labels: dict[str, str] = {}
    region: str | None = None


class Submission(Model, alias_generator=to_camel):
    idempotency_key: str
    requested_by: str
    selectors: list[Selector]


class Submitted(Model):
    id: str = Field(pattern="^[A-Za-z0-9-]+$")  # becomes part of an address


class Resource(Model):
    kind: str
    name: str
    id: str


class Skipped(Model):
    kind: str
    name: str
    reason: str = "no reason given"


class Job(Model):
    phase: JobPhase
    total: int
    imported: list[Resource] = []
    skipped: list[Skipped] = []
    reason: str = "no reason given"


class Imported(Model):
    """What later steps can read."""

    job: str
    resources: list[Resource]
    missing: list[str]


class ImportInfrastructure(Step, name="import-infrastructure", alias="Import infrastructure", category="Infrastructure"):
    """Import infrastructure that is there already, and wait until all of it is imported.

    A partial import suspends the workflow as `partial-import`. Failing would leave what is imported without a run that
    knows of it; so a person looks, the platform repairs the same import, and whoever resumes has it looked at again: the
    step goes on when nothing is missing any more. Later steps read `resources`, `missing` and the `job`.
    """

    url: str = Parameter(usage="Address of the import API")
    selectors: list[Selector] = Parameter(usage="Which resources to import: what any of these selects", min_length=1)
    allow_partial: bool = Parameter(default=False, usage="Go on without the resources that could not be imported")

    async def run(self, context: Context) -> Action:
        submission = Submission(
            idempotency_key=context.idempotency_key,
            requested_by=f"{context.namespace}/{context.name}",
            selectors=self.selectors,
        )
        submitted = await once("submit", http.post(f"{self.url}/imports", json=submission, reply=Submitted, timeout="10s"))
        job = await http.get(f"{self.url}/imports/{submitted.id}", reply=Job)
        match job.phase:
            case JobPhase.QUEUED | JobPhase.RUNNING:
                return Wait(f"{len(job.imported)} of {job.total} resources imported")
            case JobPhase.DONE:
                return Continue(outputs=outcome(submitted, job))
            case JobPhase.PARTIAL:
                return Continue(outputs=outcome(submitted, job)) if self.allow_partial else Suspend("partial-import")
            case JobPhase.FAILED:
                return Fail(f"import {submitted.id} failed: {job.reason}")


def outcome(submitted: Submitted, job: Job) -> Imported:
    missing = [f"{skipped.kind}/{skipped.name}: {skipped.reason}" for skipped in job.skipped]
    return Imported(job=submitted.id, resources=job.imported, missing=missing)
