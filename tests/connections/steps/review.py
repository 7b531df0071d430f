"""Reviews of shared infrastructure."""

from enum import IntEnum

from velasdk import Connection, Context, Continue, Fail, Model, Parameter, Request, StatusStep, Suspend, http, to_camel


class Review(IntEnum):
    PENDING = 0
    APPROVED = 1
    REJECTED = 2


class ReviewRequest(Model, alias_generator=to_camel):
    step_id: str
    application: str


class ReviewData(Model):
    status: Review
    reason: str = ""


class ReviewReply(Model):
    code: int
    msg: str = ""
    data: ReviewData | None = None


class ReviewStep(StatusStep[ReviewReply, Review], name="review", category="Approval"):
    """Ask the platform to review shared infrastructure and act on its answer."""

    api: Connection = Parameter(default=Connection("approval-api"), usage="Config of the review API")

    def request(self, context: Context) -> Request[ReviewReply]:
        body = ReviewRequest(step_id=context.idempotency_key, application=context.name)
        return http.post("/reviews", connection=self.api, json=body, reply=ReviewReply, timeout="10s")

    def status(self, reply: ReviewReply) -> Review | Fail:
        if reply.code != 0 or reply.data is None:
            return Fail(f"{self.api} answered code {reply.code}: {reply.msg}")
        return reply.data.status

    actions = {
        Review.PENDING: Suspend("waiting-for-review"),
        Review.APPROVED: Continue(),
        Review.REJECTED: Fail("review rejected"),
    }
