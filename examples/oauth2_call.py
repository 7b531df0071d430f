"""A call to an API that OAuth 2 protects."""

from velasdk import Action, Context, Continue, Fail, Model, Parameter, Step, http, to_camel


class Token(Model):
    access_token: str


class Called(Model):
    status: int
    body: str


class Oauth2Call(Step, name="oauth2-call", alias="Call with OAuth 2", category="Integration", alias_generator=to_camel):
    """Send a JSON object to an API, with a token that the client credentials of OAuth 2 give.

    Each attempt asks for a fresh token, so none is stored anywhere. All attempts of a run have one `Idempotency-Key`.
    Later steps can read the `status` and the `body` of the answer.
    """

    token_url: str = Parameter(usage="Token endpoint of the authorization server")
    client_id: str = Parameter(usage="Id of the client")
    client_secret: str = Parameter(  # velasdk: ignore[VS308]: an input from a step that reads a Secret
        usage="Its secret; best an input from a step that reads a secret"
    )
    scope: str | None = Parameter(default=None, usage="Scopes to ask for, with blanks between; without it the client's own")
    url: str = Parameter(usage="Address of the API")
    body: dict[str, str] = Parameter(default={}, usage="What is sent, as a JSON object")

    async def run(self, context: Context) -> Action:
        token = await self.new_token()
        answer = await http.post(
            self.url,
            json=self.body,
            headers={"Authorization": f"Bearer {token.access_token}", "Idempotency-Key": context.idempotency_key},
            timeout="30s",
        )
        match answer.status:
            case 200 | 201 | 202 | 204:
                return Continue(outputs=Called(status=answer.status, body=answer.text))
            case 401:
                challenge = answer.headers.get("WWW-Authenticate")
                reason = challenge if challenge is not None else "it does not say why"
                return Fail(f"{self.url} does not take the token: {reason}")
            case 403:
                return Fail(f"{self.url} forbids it to {self.client_id}")
            case _:
                return Fail(f"{self.url} answered {answer.status}")

    async def new_token(self) -> Token:
        refused = f"{self.token_url} gives {self.client_id} no token"
        if self.scope is None:
            token = await http.post(
                self.token_url,
                form={
                    "grant_type": "client_credentials",
                    "client_id": self.client_id,
                    "client_secret": self.client_secret,
                },
                reply=Token,
                on_refused=Fail(refused),
            )
            return token
        scoped = await http.post(
            self.token_url,
            form={
                "grant_type": "client_credentials",
                "client_id": self.client_id,
                "client_secret": self.client_secret,
                "scope": self.scope,
            },
            reply=Token,
            on_refused=Fail(refused),
        )
        return scoped
