"""Runs of Terraform Cloud."""

from velasdk import Action, Context, Continue, Fail, Model, Parameter, Step, Suspend, Wait, http, once, to_camel


class Attributes(Model):
    status: str  # three dozen states, and new ones come: what is not named below is still on its way


class Data(Model):
    id: str
    attributes: Attributes


class Run(Model):
    data: Data


class Finished(Model):
    run: str
    status: str


class TerraformCloudRun(
    Step, name="terraform-cloud-run", alias="Terraform Cloud run", category="Terraform", alias_generator=to_camel
):
    """Start a run in a workspace of Terraform Cloud and wait until it is applied.

    Without `autoApply` the step suspends when the plan is ready: confirm or discard it in Terraform Cloud, then resume
    the workflow. A plan without changes succeeds at once.
    """

    workspace: str = Parameter(usage="Id of the workspace", pattern="^ws-[A-Za-z0-9]+$")
    message: str = Parameter(default="Started by KubeVela", usage="What Terraform Cloud shows beside the run")
    auto_apply: bool = Parameter(default=False, usage="Apply the plan without asking a person")
    destroy: bool = Parameter(default=False, usage="Destroy what the workspace manages")
    token: str = Parameter(  # velasdk: ignore[VS308]: an input from a step that reads a Secret
        usage="Token of a user or team; best an input from a step that reads a secret"
    )
    address: str = Parameter(default="https://app.terraform.io", usage="Address of Terraform Cloud or Enterprise")

    async def run(self, context: Context) -> Action:
        created = await once(
            "run",
            http.post(
                f"{self.address}/api/v2/runs",
                json={
                    "data": {
                        "type": "runs",
                        "attributes": {
                            "message": f"{self.message} ({context.namespace}/{context.name} {context.idempotency_key})",
                            "auto-apply": self.auto_apply,
                            "is-destroy": self.destroy,
                        },
                        "relationships": {"workspace": {"data": {"type": "workspaces", "id": self.workspace}}},
                    }
                },
                headers={"Authorization": f"Bearer {self.token}", "Content-Type": "application/vnd.api+json"},
                reply=Run,
                timeout="10s",
                on_refused=Fail(f"Terraform Cloud starts no run in {self.workspace}: does the token reach it?"),
            ),
        )
        run = await http.get(
            f"{self.address}/api/v2/runs/{created.data.id}",
            headers={"Authorization": f"Bearer {self.token}"},
            reply=Run,
            timeout="10s",
        )
        status = run.data.attributes.status
        match status:
            case "applied" | "planned_and_finished":
                return Continue(outputs=Finished(run=run.data.id, status=status))
            case "errored" | "discarded" | "canceled" | "force_canceled" | "policy_soft_failed":
                return Fail(f"{run.data.id} ended {status}")
            case "planned" | "cost_estimated" | "policy_checked" | "post_plan_completed":
                if self.auto_apply:
                    return Wait(f"{run.data.id} is {status}")
                return Suspend("waiting-for-confirmation")
            case "policy_override":
                return Suspend("waiting-for-policy-override")
            case _:
                return Wait(f"{run.data.id} is {status}")
