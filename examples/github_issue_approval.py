"""Approval by an issue on GitHub."""

from enum import StrEnum

from velasdk import Action, Context, Continue, Fail, Model, Parameter, Step, Suspend, Wait, http, once


class State(StrEnum):
    OPEN = "open"
    CLOSED = "closed"


class NewIssue(Model):
    title: str
    body: str
    labels: list[str]


class Label(Model):
    name: str


class Issue(Model):
    number: int
    html_url: str
    state: State
    state_reason: str | None = None  # GitHub adds reasons now and then: no enum
    labels: list[Label] = []


class Approval(Model):
    issue: int
    url: str


class GithubIssueApproval(Step, name="github-issue-approval", alias="Approve by GitHub issue", category="Approval"):
    """Open an issue on GitHub and go on when it is approved there.

    The issue approves when somebody closes it as completed or gives it the label for that; it rejects when it is closed
    for any other reason or has the label for that, which wins. Resume the workflow after either.
    """

    repository: str = Parameter(usage="Where the issue is opened, as `owner/name`", pattern="^[A-Za-z0-9-]+/[A-Za-z0-9._-]+$")
    title: str = Parameter(usage="Title of the issue", min_length=1)
    text: str = Parameter(default="", usage="What the approver should know, in Markdown")
    labels: list[str] = Parameter(default=["deployment"], usage="Labels of the new issue")
    approved: str = Parameter(default="approved", usage="Label that approves")
    rejected: str = Parameter(default="rejected", usage="Label that rejects")
    token: str = Parameter(  # velasdk: ignore[VS308]: an input from a step that reads a Secret
        usage="Token that may read and write issues; best an input from a step that reads a secret"
    )
    api: str = Parameter(default="https://api.github.com", usage="Address of the API; `https://HOST/api/v3` for a server")

    async def run(self, context: Context) -> Action:
        issues = f"{self.api}/repos/{self.repository}/issues"
        asked_by = f"Asked by workflow `{context.namespace}/{context.name}`, run {context.idempotency_key}."
        new = NewIssue(title=self.title, body=f"{self.text}\n\n{asked_by}", labels=self.labels)
        opened = await once("issue", http.post(issues, json=new, headers=self.headers(), reply=Issue, timeout="10s"))

        answer = await http.get(f"{issues}/{opened.number}", headers=self.headers(), timeout="10s")
        if answer.status == 403 and answer.headers.get("X-RateLimit-Remaining") == "0":
            return Wait("GitHub's rate limit is used up")
        if answer.status != 200:
            return Fail(f"GitHub answered {answer.status} about issue {opened.number} of {self.repository}")
        issue = answer.json(Issue)
        names = [label.name for label in issue.labels]
        completed = issue.state == State.CLOSED and issue.state_reason == "completed"
        if self.rejected in names:
            return Fail(f"{issue.html_url} is rejected")
        if completed or self.approved in names:
            return Continue(outputs=Approval(issue=issue.number, url=issue.html_url))
        if issue.state == State.CLOSED:
            reason = issue.state_reason if issue.state_reason is not None else "no reason"
            return Fail(f"{issue.html_url} was closed: {reason}")
        return Suspend("waiting-for-issue")

    def headers(self) -> dict[str, str]:
        return {
            "Authorization": f"Bearer {self.token}",
            "Accept": "application/vnd.github+json",
            "X-GitHub-Api-Version": "2022-11-28",
        }
