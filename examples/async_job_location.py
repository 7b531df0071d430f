"""A job that an API runs in the background."""

from velasdk import Action, Context, Continue, Fail, Model, Parameter, Step, Wait, http, once


class NewJob(Model):
    kind: str
    target: str


class Result(Model):
    id: str
    artifact: str


class AsyncJob(Step, name="async-job", alias="Background job", category="Integration"):
    """Submit a job to an API and wait until it is done.

    The API may answer at once with the result (200, 201), or accept the job (202) and say in `Location` where to ask for it.
    Later steps can read the `id` and the `artifact` of the result.
    """

    host: str = Parameter(usage="Scheme and host of the API, as `https://jobs.example.com`", pattern="^https?://[^/]+$")
    path: str = Parameter(default="/v1/jobs", usage="Path that takes new jobs", pattern="^/")
    kind: str = Parameter(usage="What shall be done, such as `export` or `backup`")
    target: str = Parameter(usage="What it shall be done to")
    token: str = Parameter(  # velasdk: ignore[VS308]: an input from a step that reads a Secret
        usage="Token of the API; best an input from a step that reads a secret"
    )

    async def run(self, context: Context) -> Action:
        submitted = await once(
            "submit",
            http.post(
                f"{self.host}{self.path}",
                json=NewJob(kind=self.kind, target=self.target),
                headers={
                    "Authorization": f"Bearer {self.token}",
                    "Idempotency-Key": context.idempotency_key,
                    "Prefer": "respond-async",
                },
                timeout="30s",
            ),
        )
        if submitted.status in [200, 201]:
            at_once = submitted.json(Result)
            return Continue(outputs=at_once)
        if submitted.status != 202:
            return Fail(f"{self.host} does not take the job: it answered {submitted.status}")
        if "Location" not in submitted.headers:
            return Fail(f"{self.host} took the job and does not say where it is")
        location = submitted.headers["Location"]
        url = f"{self.host}{location}" if location.startswith("/") else location
        if not url.startswith(f"{self.host}/"):
            return Fail(f"the job is at {url}, and the token is for {self.host}")

        answer = await http.get(url, headers={"Authorization": f"Bearer {self.token}"}, timeout="10s")
        match answer.status:
            case 200:
                result = answer.json(Result)
                return Continue(outputs=result)
            case 202:
                return Wait(f"{url} is still running")
            case 404 | 410:
                return Fail(f"{url} is gone")
            case _:
                return Fail(f"{url} answered {answer.status}")
