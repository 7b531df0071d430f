"""Environments: a namespace, its quotas and the team that may use it."""

from enum import StrEnum

from velasdk import Action, Context, Continue, Fail, Field, Model, Parameter, Step, http, to_camel


class Role(StrEnum):
    VIEW = "view"
    EDIT = "edit"
    ADMIN = "admin"


class Quota(Model, alias_generator=to_camel):
    resource: str = Field(min_length=1)
    hard_limit: str
    warn_at_percent: int | None = Field(default=None, ge=1, le=100)


class Quotas(Model):
    quotas: list[Quota]


class NewNamespace(Model, alias_generator=to_camel):
    name: str
    created_by: str


class Namespace(Model, alias_generator=to_camel):
    name: str
    created_by: str | None = None


class RoleBinding(Model):
    role: Role


class Environment(Model):
    """What later steps can read."""

    namespace: str
    created: bool


class InitEnvironment(Step, name="init-environment", alias="Initialize environment", category="Environment"):
    """Create the namespace of an environment unless it is there, set its quotas, and let a team in.

    Everything is looked up or set, never added to: nothing is done twice, however often the engine executes the step.
    Later steps read the `namespace` and whether this run `created` it.
    """

    url: str = Parameter(usage="Address of the platform API")
    environment: str = Parameter(
        usage="Name of the environment and of its namespace", pattern="^[a-z0-9]([a-z0-9-]*[a-z0-9])?$", max_length=63
    )
    quotas: list[Quota] = Parameter(usage="All quotas of the namespace: others are taken away", min_length=1)
    team: str | None = Parameter(default=None, usage="Team that may use the environment", pattern="^[a-z0-9-]+$")
    role: Role = Parameter(default=Role.EDIT, usage="What the team may do")

    async def run(self, context: Context) -> Action:
        lookup = await http.get(f"{self.url}/namespaces/{self.environment}")
        match lookup.status:
            case 200:
                namespace = lookup.json(Namespace)
                # An execution after an outage finds what this run created: the namespace knows its creator.
                return await self.furnish(created=namespace.created_by == context.idempotency_key)
            case 404:
                body = NewNamespace(name=self.environment, created_by=context.idempotency_key)
                creation = await http.post(f"{self.url}/namespaces", json=body)
                if creation.status not in [201, 409]:  # 409: somebody else was faster
                    return Fail(f"creating namespace {self.environment} was answered {creation.status}")
                return await self.furnish(created=creation.status == 201)
            case _:
                return Fail(f"looking up namespace {self.environment} was answered {lookup.status}")

    async def furnish(self, created: bool) -> Action:
        """Quotas first: nobody is let into a namespace without limits."""
        address = f"{self.url}/namespaces/{self.environment}"
        limited = await http.put(f"{address}/quotas", json=Quotas(quotas=self.quotas))
        if limited.status not in [200, 204]:
            return Fail(f"setting the quotas of {self.environment} was answered {limited.status}")
        if self.team is not None:
            bound = await http.put(f"{address}/role-bindings/{self.team}", json=RoleBinding(role=self.role))
            if bound.status not in [200, 201, 204]:
                return Fail(f"letting {self.team} into {self.environment} was answered {bound.status}")
        return Continue(outputs=Environment(namespace=self.environment, created=created))
