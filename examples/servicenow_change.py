"""Change requests in ServiceNow."""

import base64
from enum import StrEnum
from typing import Literal

from velasdk import Action, Context, Continue, Fail, Model, Parameter, Step, Suspend, Wait, http, once

FIELDS = "sys_id,number,state,approval"
CANCELED = "4"


class Approval(StrEnum):
    NOT_REQUESTED = "not requested"
    REQUESTED = "requested"
    APPROVED = "approved"
    REJECTED = "rejected"


class NewChange(Model):
    short_description: str
    description: str
    type: Literal["normal", "standard", "emergency"]
    assignment_group: str | None
    correlation_id: str


class Change(Model):
    sys_id: str
    number: str
    state: str
    approval: Approval


class ChangeReply(Model):
    result: Change


class Approved(Model):
    number: str
    sys_id: str


class ServicenowChange(Step, name="servicenow-change", alias="ServiceNow change", category="Approval"):
    """Open a change request in ServiceNow and go on when it is approved.

    The workflow is suspended while approvers are asked; resume it after they have answered.
    """

    instance: str = Parameter(usage="Address of the instance, as `https://acme.service-now.com`", pattern="^https://[^/]+$")
    summary: str = Parameter(usage="Short description of the change", min_length=1, max_length=160)
    details: str = Parameter(default="", usage="Description of the change")
    type: Literal["normal", "standard", "emergency"] = Parameter(default="normal", usage="Type of the change")
    group: str | None = Parameter(default=None, usage="`sys_id` of the assignment group")
    user: str = Parameter(usage="User with the role `itil`")
    password: str = Parameter(  # velasdk: ignore[VS308]: an input from a step that reads a Secret
        usage="Its password; best an input from a step that reads a secret"
    )

    async def run(self, context: Context) -> Action:
        table = f"{self.instance}/api/now/table/change_request"
        new = NewChange(
            short_description=self.summary,
            description=f"{self.details}\nWorkflow {context.namespace}/{context.name}",
            type=self.type,
            assignment_group=self.group,
            correlation_id=context.idempotency_key,
        )
        created = await once(
            "change",
            http.post(
                table, json=new, query={"sysparm_fields": FIELDS}, headers=self.headers(), reply=ChangeReply, timeout="20s"
            ),
        )
        url = f"{table}/{created.result.sys_id}"
        read = await http.get(url, query={"sysparm_fields": FIELDS}, headers=self.headers(), reply=ChangeReply, timeout="20s")
        change = read.result
        if change.state == CANCELED:
            return Fail(f"{change.number} is canceled")
        match change.approval:
            case Approval.APPROVED:
                return Continue(outputs=Approved(number=change.number, sys_id=change.sys_id))
            case Approval.REJECTED:
                return Fail(f"{change.number} is rejected")
            case Approval.REQUESTED:
                return Suspend("waiting-for-change-approval")
            case Approval.NOT_REQUESTED:
                return Wait(f"nobody is asked to approve {change.number} yet")

    def headers(self) -> dict[str, str]:
        credentials = base64.b64encode(f"{self.user}:{self.password}".encode()).decode()
        return {"Authorization": f"Basic {credentials}", "Accept": "application/json"}
