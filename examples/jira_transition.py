"""Transitions of issues in Jira."""

import base64

from velasdk import Action, Context, Continue, Fail, Field, Model, Parameter, Step, Wait, http


class Status(Model):
    name: str


class Fields(Model):
    status: Status


class Issue(Model):
    key: str
    fields: Fields


class Transition(Model):
    id: str
    name: str
    to: Status


class Transitions(Model):
    transitions: list[Transition]


class Errors(Model):
    messages: list[str] = Field(default=[], alias="errorMessages")


class JiraTransition(Step, name="jira-transition", alias="Jira transition", category="Integration"):
    """Move an issue of Jira Cloud through its workflow, and go on when it is in the wanted status.

    An issue that is there already stays as it is.
    """

    site: str = Parameter(usage="Address of the site, as `https://acme.atlassian.net`", pattern="^https://[^/]+$")
    issue: str = Parameter(usage="Key of the issue", pattern="^[A-Z][A-Z0-9_]+-[0-9]+$")
    transition: str = Parameter(usage="Name of the transition, as the button in Jira shows it")
    status: str = Parameter(usage="Name of the status in which the issue is then")
    user: str = Parameter(usage="E-mail address of the user")
    token: str = Parameter(  # velasdk: ignore[VS308]: an input from a step that reads a Secret
        usage="API token of the user; best an input from a step that reads a secret"
    )

    async def run(self, context: Context) -> Action:
        before = await self.current_status()
        if before == self.status:
            return Continue()

        transitions = f"{self.address()}/transitions"
        offered = await http.get(transitions, headers=self.headers(), reply=Transitions, timeout="10s")
        found = [each.id for each in offered.transitions if each.name == self.transition]
        if len(found) == 0:
            names = ", ".join([f"{each.name} (to {each.to.name})" for each in offered.transitions])
            return Fail(f"{self.issue} is {before} and has no {self.transition}, but: {names}")
        body = {"transition": {"id": found[0]}}
        moved = await http.post(transitions, json=body, headers=self.headers(), timeout="10s")
        if moved.status == 409:
            return Wait(f"somebody else is changing {self.issue}")
        if moved.status == 400:
            errors = moved.json(Errors)
            return Fail(f"Jira does not move {self.issue}: {', '.join(errors.messages)}")
        if moved.status != 204:
            return Fail(f"Jira does not move {self.issue}: it answered {moved.status}")

        after = await self.current_status()
        if after == self.status:
            return Continue()
        return Wait(f"{self.issue} is {after} after {self.transition}")

    async def current_status(self) -> str:
        issue = await http.get(self.address(), query={"fields": "status"}, headers=self.headers(), reply=Issue, timeout="10s")
        return issue.fields.status.name

    def address(self) -> str:
        return f"{self.site}/rest/api/3/issue/{self.issue}"

    def headers(self) -> dict[str, str]:
        credentials = base64.b64encode(f"{self.user}:{self.token}".encode()).decode()
        return {"Authorization": f"Basic {credentials}", "Accept": "application/json"}
