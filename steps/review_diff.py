"""Review of differences between shared infrastructure and what an application expects of it."""

from enum import StrEnum

from velasdk import Actions, Context, Continue, Fail, Model, Parameter, Request, StatusStep, Suspend, http, to_camel


class Verdict(StrEnum):
    OPEN = "open"
    ACCEPTED = "accepted"
    REFUSED = "refused"


class DiffRequest(Model, alias_generator=to_camel):
    review_key: str
    resource: str
    requested_by: str


class Difference(Model, alias_generator=to_camel):
    path: str
    current_value: str | None = None
    expected_value: str | None = None


class DiffReview(Model):
    verdict: Verdict
    differences: list[Difference]


class ApiError(Model):
    title: str
    retryable: bool = False


class DiffReply(Model):
    review: DiffReview | None = None
    errors: list[ApiError] = []
    note: str = ""


class ReviewDiff(StatusStep[DiffReply, Verdict], name="review-diff", alias="Review differences", category="Approval"):
    """Compare a shared resource with what is expected of it, and have a person review the differences.

    Differences in tolerated places need no review.
    """

    url: str = Parameter(default="http://127.0.0.1:8080/api/diffs", usage="Address of the comparison API")
    resource: str = Parameter(usage="The shared resource, as `kind/name`", pattern="^[a-z0-9-]+/[a-z0-9-]+$")
    tolerated: list[str] = Parameter(default=[], usage="Paths in which differences need no review")
    unattended: bool = Parameter(default=False, usage="Fail instead of waiting for a person")

    def request(self, context: Context) -> Request[DiffReply]:
        return http.post(
            self.url,
            json=DiffRequest(
                review_key=context.idempotency_key,
                resource=self.resource,
                requested_by=f"{context.namespace}/{context.name}",
            ),
            headers={"X-Kubevela-Step": context.step_name},
            reply=DiffReply,
            timeout="15s",
        )

    def status(self, reply: DiffReply) -> Verdict | Fail:
        if reply.review is None or len(reply.errors) > 0:
            titles = ", ".join([error.title for error in reply.errors])
            return Fail(f"{self.url} has no review of {self.resource}: {titles}")
        verdict = reply.review.verdict
        untolerated = [difference.path for difference in reply.review.differences if difference.path not in self.tolerated]
        if verdict == Verdict.OPEN and len(untolerated) == 0:
            return Verdict.ACCEPTED
        if verdict == Verdict.OPEN and self.unattended:
            return Fail(f"{len(untolerated)} differences need a review: {', '.join(untolerated)}")
        return verdict

    actions: Actions[Verdict, DiffReply] = {
        Verdict.OPEN: Suspend("differences-to-review"),
        Verdict.ACCEPTED: Continue(),
        Verdict.REFUSED: lambda reply: Fail(f"differences refused: {reply.note}"),
    }
