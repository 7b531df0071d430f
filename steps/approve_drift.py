"""Approval of drift: infrastructure that is no longer what Terraform describes."""

from enum import IntEnum, StrEnum

from velasdk import Action, Context, Continue, Fail, Model, Parameter, Step, Suspend, Wait, http, to_camel


class Severity(IntEnum):
    LOW = 1
    MEDIUM = 2
    HIGH = 3
    CRITICAL = 4


class Operation(StrEnum):
    CREATE = "create"
    UPDATE = "update"
    DELETE = "delete"


class Decision(StrEnum):
    PENDING = "pending"
    APPROVED = "approved"
    REJECTED = "rejected"


class Change(Model):
    address: str
    actions: list[Operation]
    severity: Severity


class Plan(Model):
    id: str
    changes: list[Change]


class Approval(Model, alias_generator=to_camel):
    plan_id: str
    decision: Decision
    by: str | None = None
    comment: str | None = None


class ReportRequest(Model, alias_generator=to_camel):
    idempotency_key: str
    workspace: str


class DriftReport(Model):
    plan: Plan | None = None
    approval: Approval | None = None


class Drift(Model, alias_generator=to_camel):
    """What later steps can read."""

    summary: str
    changed: list[str]
    approved_by: str | None = None


class ApproveDrift(Step, name="approve-drift", alias="Approve drift", category="Approval"):
    """Look for drift in a Terraform workspace, and have a person approve what is severe.

    Drift below the threshold goes on by itself. Anything else suspends the workflow as `drift-approval` until the plan is
    approved or rejected in the drift API; a resume alone approves nothing, nor does the approval of another plan. Later
    steps read a `summary`, the addresses that `changed`, and `approvedBy`.
    """

    url: str = Parameter(usage="Address of the drift API")
    workspace: str = Parameter(usage="The Terraform workspace")
    threshold: Severity = Parameter(default=Severity.HIGH, usage="Least severe: 1 low, 2 medium, 3 high or 4 critical")

    async def run(self, context: Context) -> Action:
        request = ReportRequest(idempotency_key=context.idempotency_key, workspace=self.workspace)
        report = await http.post(f"{self.url}/drift-reports", json=request, reply=DriftReport, timeout="30s")
        plan = report.plan
        approval = report.approval
        if plan is None:
            return Wait(f"the drift of {self.workspace} is not known yet")
        changed = [change.address for change in plan.changes]
        severe = [change for change in plan.changes if change.severity >= self.threshold]
        if len(severe) == 0:
            return Continue(outputs=Drift(summary=described(plan.changes), changed=changed))
        by = approval.by if approval is not None and approval.by is not None else "somebody"
        comment = approval.comment if approval is not None and approval.comment is not None else "no comment"
        decision = decided(plan, approval)
        match decision:
            case Decision.PENDING:
                return Suspend("drift-approval")
            case Decision.APPROVED:
                return Continue(outputs=Drift(summary=described(plan.changes), changed=changed, approved_by=by))
            case Decision.REJECTED:
                return Fail(f"{by} rejected the drift of {self.workspace} ({described(severe)}): {comment}")


def decided(plan: Plan, approval: Approval | None) -> Decision:
    """What was decided about this very plan: nobody has seen what drifted after another one."""
    if approval is None or approval.plan_id != plan.id:
        return Decision.PENDING
    return approval.decision


def described(changes: list[Change]) -> str:
    if len(changes) == 0:
        return "no drift"
    return ", ".join([f"{change.address} {'/'.join(change.actions)}" for change in changes])
