r"""The table of `run`: steps that send several requests, and what stands just beyond each with its diagnostic.

`docs/language.md` is written from it, and `test_runs.py` plays every row on the engine over generated histories. All rows have
the declarations and the parameters below.
"""

# ruff: noqa: E501 - bodies of steps, one line each

from __future__ import annotations

from dataclasses import dataclass
from textwrap import dedent

RUN_PRELUDE = r"""
from enum import Enum, IntEnum, StrEnum
from typing import Literal

from velasdk import (
    Action, Break, Context, Continue, Fail, Field, Model, Parameter, Request, Response, Step, Suspend, Wait, http, once,
    to_camel,
)

LIMIT = 3
HELD = Suspend("held")


class Phase(StrEnum):
    QUEUED = "queued"
    RUNNING = "running"
    DONE = "done"
    FAILED = "failed"


class Priority(IntEnum):
    LOW = -1
    NORMAL = 0
    HIGH = 7


class Kind(Enum):
    COPY = "copy"
    MOVE = "move"


class Piece(Model):
    name: str = ""
    sizes: list[int] = []


class Part(Model):
    name: str
    size: int = 0
    labels: dict[str, str] = {}
    parts: list[Piece] = []


class Job(Model):
    number: int
    title: str
    phase: Phase
    priority: Priority = Priority.NORMAL
    kind: Kind = Kind.COPY
    mode: Literal["fast", "safe"] = "safe"
    owner: str | None = None
    urgent: bool = False
    approved: bool | None = None
    sizes: list[int] = []
    tags: list[str] = []
    parts: list[Part] = []
    limits: dict[str, int] = {}
    rows: list[list[int]] = []


class NewJob(Model, alias_generator=to_camel):
    job_title: str
    tags: list[str] = []
    dry_run: bool = False


class Token(Model):
    access_token: str = Field(pattern="^[!-~]+$")
    expires_in: int = 0


class Started(Model):
    id: int
    note: str = ""


class Result(Model):
    title: str
    count: int


class Report(Model, alias_generator=to_camel):
    job_title: str
    phase: Phase
    kind: Kind = Kind.COPY
    urgent: bool = False
    sizes: list[int] = []
    limits: dict[str, int] = {}
    parts: list[Part] = []
    owner: str | None = None
    first_part: Part | None = None
    limit: int = LIMIT
"""

PARAMETERS = """    url: str = Parameter(usage="Address of the API", pattern="^https?://[a-z]")
    title: str = Parameter(default="new", usage="Title of the job")
    limit: int = Parameter(default=LIMIT, ge=-100, le=100, usage="How many may fail")
    note: str | None = Parameter(default=None)
    tags: list[str] = Parameter(default=[])
    start: bool = Parameter(default=True)
    phase: Phase = Parameter(default=Phase.DONE)
"""


@dataclass(frozen=True)
class Miss:
    """A step just beyond a row: refused with `code` alone, and a remedy that says `help`."""

    python: str
    code: str
    help: str
    beside: str = ""
    before: str = ""


@dataclass(frozen=True)
class Run:
    """A body of `run`. `beside` are methods of the step, `before` helpers of the module, `told` what the row is about.

    With `whole` the page shows the policies in the emitted CUE too; `around` plays it in a group and in an Application too.
    """

    section: str
    title: str
    told: str
    python: str
    refused: tuple[Miss, ...]
    beside: str = ""
    before: str = ""
    around: bool = False
    whole: bool = False


def run(
    section: str,
    title: str,
    told: str,
    python: str,
    *refused: Miss,
    beside: str = "",
    before: str = "",
    around: bool = False,
    whole: bool = False,
) -> Run:
    return Run(section, title, _text(told), _text(python), refused, _text(beside), _text(before), around, whole)


def miss(python: str, code: str, help: str, *, beside: str = "", before: str = "") -> Miss:
    return Miss(_text(python), code, help, _text(beside), _text(before))


def _text(text: str) -> str:
    return dedent(text).strip("\n")


REQUESTS, RESPONSES, POLICIES = "Awaiting requests", "Responses", "Policies, request by request"
MATCH, HELPERS, ONCE, OUTPUTS, ENDS = "`match`", "Helpers", "`once`", "Outputs", "Ends of a step"

SEEN = """class Seen(Model):
    title: str
    limit: int
    note: str | None
    tags: list[str]
    etag: str | None
    app: str"""

RUNS: tuple[Run, ...] = (
    run(
        REQUESTS,
        "One request",
        """
        `await http.get(..., reply=Model)` is the model. An outage, a refusal and a body that is none end the execution before
        what follows is reached; this is all that is emitted for it.
        """,
        """
        job = await http.get(f"{self.url}/jobs/1", reply=Job)
        if job.urgent:
            return Wait(f"{job.title} is urgent")
        return Continue()
        """,
        miss("job = http.get(self.url, reply=Job)\nreturn Continue()", "VS043", "await http.get("),
        miss("job = await self.url\nreturn Continue()", "VS043", "await `http.get(...)`"),
        miss("job = await http.get(self.url, reply=Job)\nreturn job", "VS025", "Continue, Fail"),
        miss("job = await http.get(self.url, reply=Job)", "VS004", "every path"),
        miss("job = await http.get(self.url, reply=Job)\nreturn Wait(job.owner)", "VS006", "is None"),
        miss(
            "return Wait((await http.get(self.url, reply=Job)).title)",
            "VS002",
            "assign it to a name",
        ),
        miss("Continue()\nreturn Wait('x')", "VS001", "return Continue()"),
        miss("return Continue()\nreturn Wait('x')", "VS021", "take it out"),
        around=True,
        whole=True,
    ),
    run(
        REQUESTS,
        "Two requests, the second made of the first's reply",
        """
        Requests are sent in the order in which they are written, each when the one before it is answered. Every execution
        begins at the top and sends them again.
        """,
        """
        job = await http.get(f"{self.url}/jobs/1", reply=Job)
        parent = await http.get(f"{self.url}/jobs/{job.number}", reply=Job)
        if parent.phase == Phase.FAILED:
            return Fail(f"{parent.title}, the parent of {job.title}, failed")
        if parent.phase != Phase.DONE or parent.number < job.number:
            return Wait(f"{job.number} waits for {parent.number}")
        return Continue()
        """,
        miss(
            """
            job = await http.get(self.url, reply=Job)
            job = await http.get(f"{self.url}/{job.number}", reply=Job)
            return Continue()
            """,
            "VS005",
            "name of its own",
        ),
        miss(
            "one, two = await http.get(self.url, reply=Job), await http.get(self.url, reply=Job)\nreturn Continue()",
            "VS001",
            "one plain name",
        ),
        miss(
            "for n in [1, 2]:\n    await http.get(self.url, reply=Job)\nreturn Continue()",
            "VS001",
            "fixed number of requests",
        ),
        miss(
            "jobs = [await http.get(self.url, reply=Job) for n in [1, 2]]\nreturn Continue()",
            "VS002",
            "fixed number of requests",
        ),
        around=True,
    ),
    run(
        REQUESTS,
        "A request behind an `if`",
        """
        It is sent only then. Where an `if` goes on, what follows is written once for each of its ways: the last three lines
        stand in the template twice. Every further `if` that goes on doubles them again, and a step has 200 paths at most
        (VS015): let each `if` return, or put what follows into conditional expressions.
        """,
        """
        job = await http.get(f"{self.url}/jobs/1", reply=Job)
        if job.phase == Phase.QUEUED and self.start:
            await http.put(f"{self.url}/jobs/{job.number}/start", json={"by": context.name}, reply=Started)
        if job.phase != Phase.DONE:
            return Wait(f"{job.title} is {job.phase}")
        return Continue()
        """,
        miss(
            """
            if self.start:
                started = await http.get(self.url, reply=Started)
            return Wait(started.note)
            """,
            "VS009",
            "every path",
        ),
        miss(
            "job = await http.get(self.url, reply=Job) if self.start else None\nreturn Continue()",
            "VS002",
            "assign it to a name",
        ),
        miss(
            "\n".join(f"if self.limit == {n}:\n    await http.get(self.url, reply=Job)" for n in range(9))
            + "\nreturn Continue()",
            "VS015",
            "let each `if` return",
        ),
    ),
    run(
        REQUESTS,
        "Early return",
        "A returned action ends the execution: nothing that is written behind it is sent or done.",
        """
        if self.limit < 0:
            return Fail(f"a limit of {self.limit} makes no sense")
        if self.note is not None and not self.start:
            return Wait(f"not to be started: {self.note}")
        job = await http.get(f"{self.url}/jobs/1", reply=Job)
        if job.phase == Phase.DONE:
            return Continue()
        if len(job.tags) > self.limit:
            return Wait(", ".join(job.tags))
        await http.delete(f"{self.url}/jobs/{job.number}", reply=Started)
        return Wait(f"{job.title} is deleted")
        """,
        miss(
            """
            if self.start:
                return Continue()
            else:
                return Wait("x")
            job = await http.get(self.url, reply=Job)
            return Continue()
            """,
            "VS021",
            "take it out",
        ),
        miss("if self.start:\n    return\nreturn Continue()", "VS004", "return an action"),
    ),
    run(
        REQUESTS,
        "Two requests that both go on",
        "Four ways lead to the end, so that it is written four times.",
        """
        if self.start:
            await http.post(f"{self.url}/jobs", json=NewJob(job_title=self.title, tags=self.tags), reply=Started)
        if self.note is not None:
            await http.post(f"{self.url}/notes", json=[self.note], reply=Started)
        job = await http.get(f"{self.url}/jobs/1", reply=Job)
        return Continue() if job.phase == self.phase else Wait(f"{job.title}: {job.phase}, not {self.phase}")
        """,
        miss(
            """
            if self.note is not None:
                pass
            await http.post(self.url, text=self.note, reply=Started)
            return Continue()
            """,
            "VS006",
            "is None",
        ),
    ),
    run(
        REQUESTS,
        "A name that every branch of an `if` gives",
        "On each way through it has one value; what has none there fails the step only there.",
        """
        job = await http.get(f"{self.url}/jobs/1", reply=Job)
        if job.urgent:
            first = job.sizes[0]
            mark = f"{first}!"
        elif job.owner is None:
            mark = "?"
        else:
            mark = job.owner
        await http.post(f"{self.url}/marks", json=[mark, job.title], reply=Started)
        return Continue() if job.phase == Phase.DONE else Wait(f"{job.title} {mark}")
        """,
        miss('mark = "a"\nif self.start:\n    mark = "b"\nreturn Wait(mark)', "VS005", "name of its own"),
        miss('if self.start:\n    mark = "b"\nreturn Wait(mark)', "VS009", "every path"),
    ),
    run(
        REQUESTS,
        "A bare `await`",
        "The reply has to be one of the model all the same.",
        """
        await http.post(f"{self.url}/jobs", json=NewJob(job_title=self.title, dry_run=not self.start), reply=Started)
        return Continue()
        """,
        miss("http.post(self.url, json=[], reply=Started)\nreturn Continue()", "VS043", "await"),
        miss("await Continue()\nreturn Continue()", "VS043", "return Continue()"),
    ),
    run(
        REQUESTS,
        "No request at all",
        "A step may decide by its parameters alone.",
        """
        if len(self.tags) == 0:
            return Fail("no tags")
        if self.note is None:
            return Suspend("note")
        return Continue() if self.start else Wait(f"{self.note} {'+'.join(self.tags)} {self.limit - LIMIT}")
        """,
        miss("return self.start", "VS025", "Continue, Fail"),
        miss("return Continue() if self.start else None", "VS025", "Continue, Fail"),
        around=True,
    ),
    run(
        REQUESTS,
        "The idempotency key, read late",
        """
        Where the key is read anywhere, the whole step waits, before its first request, until the run's status shows the key.
        """,
        """
        job = await http.get(f"{self.url}/jobs/1", reply=Job)
        if job.phase == Phase.DONE:
            return Continue()
        await http.post(f"{self.url}/jobs", json={"key": context.idempotency_key, "of": job.number}, reply=Started)
        return Wait(f"sent as {context.idempotency_key}")
        """,
        miss("return Wait(context.key)", "VS009", "it has name"),
        around=True,
    ),
    run(
        REQUESTS,
        "What has no value between two requests",
        "The step fails with the place. What was sent before it stays sent; nothing behind it is.",
        """
        job = await http.get(f"{self.url}/jobs/1", reply=Job)
        first = job.sizes[0]
        started = await http.post(f"{self.url}/jobs/{first}", json={"rest": first % self.limit}, reply=Started)
        if job.limits["a"] // started.id > 2:
            return Wait(job.tags[1])
        return Continue() if job.rows[0][-1] > 0 else Wait("not yet")
        """,
        miss(
            "job = await http.get(self.url, reply=Job)\nreturn Wait(f'{job.sizes[job.number]}')",
            "VS002",
            "constant index",
        ),
        miss(
            "job = await http.get(self.url, reply=Job)\ntry:\n    n = job.sizes[0]\nexcept IndexError:\n    return Fail('x')\nreturn Continue()",
            "VS001",
            "test the value first",
        ),
        around=True,
    ),
    run(
        REQUESTS,
        "Queries, headers, forms and texts made of a reply",
        "A text of a reply is encoded where it has to be; what goes into a header should have a pattern that keeps it on one line.",
        """
        token = await http.get(f"{self.url}/token", reply=Token)
        job = await http.get(f"{self.url}/jobs/1", query={"left": token.expires_in, "q": self.title}, reply=Job)
        owner = job.owner if job.owner is not None else "nobody"
        query = {"title": job.title, "of": job.number, "kind": job.kind.value}
        await http.get(f"{self.url}/jobs", query=query, headers={"X-Token": token.access_token}, reply=Started)
        await http.put(f"{self.url}/owner", text=f"{owner}\\n{job.title}", reply=Started)
        await http.post(f"{self.url}/tags", form={"tags": ",".join(job.tags), "owner": owner}, reply=Started)
        await http.post(f"{self.url}/copy", json={"parts": job.parts, "rows": job.rows, "by": job.owner}, reply=Started)
        return Wait(f"{job.title} {job.priority}")
        """,
        miss(
            "job = await http.get(self.url, reply=Job)\nawait http.put(self.url, text=job.owner)\nreturn Wait('x')",
            "VS006",
            "is None",
        ),
        miss(
            "job = await http.get(self.url, reply=Job)\nawait http.get(self.url, headers={'X': job.number})\nreturn Wait('x')",
            "VS007",
            "f-string",
        ),
        miss(
            "job = await http.get(self.url, reply=Job)\nawait http.post(self.url, form=job.limits)\nreturn Wait('x')",
            "VS002",
            "'name': value",
        ),
        miss(
            "job = await http.get(self.url, reply=Job)\nawait http.get(self.url, json=job)\nreturn Wait('x')",
            "VS014",
            "query=",
        ),
    ),
    run(
        REQUESTS,
        "A token, then a request with it",
        "Nothing of the token is stored: each execution asks for its own.",
        """
        form = {"grant_type": "client_credentials", "client_id": self.title, "scope": "jobs:read jobs:write"}
        token = await http.post(f"{self.url}/oauth/token", form=form, reply=Token, on_refused=Fail("no token"))
        bearer = {"Authorization": f"Bearer {token.access_token}", "Accept": "application/json"}
        job = await http.get(f"{self.url}/jobs/1", headers=bearer, reply=Job, timeout="10s")
        return Continue() if job.phase == Phase.DONE else Wait(f"{job.phase.value}")
        """,
        miss(
            "token = await http.post(self.url, form={'a': 'b'}, json={}, reply=Token)\nreturn Continue()",
            "VS014",
            "give one of",
        ),
    ),
    run(
        RESPONSES,
        "`status` and `text`",
        """
        Without `reply=` the answer is a `Response`: every status below 500 but 429 is the step's to judge. A step that
        succeeds without a test of `.status` is refused.
        """,
        """
        answer = await http.get(f"{self.url}/health")
        if answer.status == 404 or 300 <= answer.status < 400:
            return Wait(f"answered {answer.status}")
        if answer.status in [200, 204] and not answer.text.startswith("<"):
            return Continue()
        return Fail(f"{answer.status}: {answer.text}")
        """,
        miss("answer = await http.get(self.url)\nreturn Continue()", "VS215", "test its `.status`"),
        miss("answer = await http.get(self.url)\nreturn Wait(answer.body)", "VS009", "status, text, headers"),
        miss("answer = await http.get(self.url)\nif answer:\n    return Wait('x')\nreturn Wait('y')", "VS002", ".status"),
        miss("answer = await http.get(self.url)\nreturn Wait(f'{answer}')", "VS002", ".status"),
        whole=True,
    ),
    run(
        RESPONSES,
        "Headers",
        """
        The case of a name makes no difference, and several values of one name are joined by `, `. A header may be missing:
        `in` and `is None` tell.
        """,
        """
        answer = await http.get(f"{self.url}/jobs/1")
        if answer.status != 200:
            return Wait(f"answered {answer.status}")
        if "X-State" not in answer.headers:
            return Fail("no state")
        state = answer.headers["x-state"]
        owner = answer.headers.get("X-OWNER")
        who = owner if owner is not None else "nobody"
        if answer.headers.get("etag") is None:
            return Wait(f"{state} of {who}")
        kind = answer.headers.get("Content-Type", "no type")
        return Continue() if state == "done" or "fine" in answer.text else Wait(f"{who}: {answer.headers['X-State']} {kind}")
        """,
        miss("answer = await http.get(self.url)\nreturn Wait(answer.headers['X'])", "VS006", "in answer.headers"),
        miss("answer = await http.get(self.url)\nreturn Wait(f'{answer.headers}')", "VS002", "use one of them"),
        miss("answer = await http.get(self.url)\nreturn Wait(answer.headers.get('X', None))", "VS006", "is None"),
        miss(
            "answer = await http.get(self.url)\nreturn Wait('a' if self.title in answer.headers else 'b')",
            "VS002",
            "write it out",
        ),
        around=True,
    ),
    run(
        RESPONSES,
        "`json`: the body as a model, when the step wants it",
        """
        A statement of its own. Where the body is none, the execution ends there, with the request's `on_malformed` or a
        refusal that names the field.
        """,
        """
        answer = await http.get(f"{self.url}/jobs/1")
        if answer.status == 202:
            started = answer.json(Started)
            return Wait(f"{started.id} {started.note}")
        if answer.status != 200:
            return Fail(f"answered {answer.status} {answer.text}")
        job = answer.json(Job)
        return Continue() if job.phase == Phase.DONE else Wait(f"{job.title}: {job.phase}")
        """,
        miss("answer = await http.get(self.url)\nreturn Wait(answer.json(Job).title)", "VS002", "statement of its own"),
        miss("answer = await http.get(self.url)\njob = answer.json()\nreturn Wait('x')", "VS024", "json(SomeModel)"),
        miss("answer = await http.get(self.url)\njob = answer.json(int)\nreturn Wait('x')", "VS024", "json(SomeModel)"),
        miss(
            "job = await http.get(self.url, reply=Job)\none = job.json(Job)\nreturn Wait('x')",
            "VS009",
            "constant of the module",
        ),
    ),
    run(
        RESPONSES,
        "`json` of a body that may be something else",
        "`on_malformed` is what `json` makes of a body that is not the model.",
        """
        answer = await http.get(f"{self.url}/jobs/1", on_malformed=Wait(f"{self.url} answers odd things"))
        if answer.status == 200:
            job = answer.json(Job)
            again = await http.get(f"{self.url}/jobs/{job.number}", on_malformed=Suspend("odd"))
            if again.status == 200:
                part = again.json(Part)
                return Wait(f"{part.name} {len(part.parts)}")
        return Wait(f"answered {answer.status}")
        """,
        miss("answer = await http.get(self.url, on_malformed=Continue())\nreturn Wait('x')", "VS207", "Wait, Suspend"),
        miss("answer = await http.get(self.url, on_malformed='x')\nreturn Wait('x')", "VS024", "Wait, Suspend"),
    ),
    run(
        RESPONSES,
        "404: create it",
        "A resource that is there already, also because somebody else was faster (409), is fine.",
        """
        found = await http.get(f"{self.url}/jobs/1")
        if found.status == 404:
            made = await http.post(f"{self.url}/jobs", json=NewJob(job_title=self.title, tags=self.tags))
            if made.status not in [201, 409]:
                return Fail(f"creating was answered {made.status}: {made.text}")
            return Wait(f"{self.title} is being made")
        if found.status != 200:
            return Fail(f"looking was answered {found.status}")
        job = found.json(Job)
        return Continue() if job.phase == Phase.DONE else Wait(f"{job.title} is {job.phase}")
        """,
        miss(
            """
            found = await http.get(self.url)
            if found.status == 404:
                await http.post(self.url, json=[])
            return Continue()
            """,
            "VS215",
            "test its `.status`",
        ),
        miss(
            "found = await http.get(self.url)\nif found.status == '404':\n    return Wait('x')\nreturn Wait('y')",
            "VS007",
            "members of one enum",
        ),
        around=True,
    ),
    run(
        RESPONSES,
        "204: no body",
        "The text of an answer without a body is empty.",
        """
        gone = await http.delete(f"{self.url}/jobs/{self.limit}")
        if gone.status == 204 and not gone.text:
            return Continue()
        if gone.status == 202:
            return Wait(gone.text if gone.text else "accepted")
        return Fail(f"{gone.status} {len(gone.text)}")
        """,
        miss("gone = await http.delete(self.url, json={})\nreturn Wait(gone.text)", "VS014", "query="),
        miss("gone = await http.delete(self.url)\nreturn Wait(gone.status)", "VS007", "f-string"),
    ),
    run(
        RESPONSES,
        "`Location`: where to ask next",
        "An address that an API names is tested before anything is sent there: a token must not follow it anywhere.",
        """
        answer = await http.post(f"{self.url}/jobs", json=NewJob(job_title=self.title))
        location = answer.headers.get("Location")
        if answer.status != 202 or location is None:
            return Fail(f"answered {answer.status} and no place")
        if not location.startswith("https://api.example"):
            return Fail(f"{location} is no place of ours")
        job = await http.get(location, reply=Job)
        return Continue() if job.phase == Phase.DONE else Wait(f"{location}: {job.phase}")
        """,
        miss(
            "answer = await http.post(self.url)\njob = await http.get(answer.headers.get('Location'))\nreturn Wait(job.text)",
            "VS006",
            "is None",
        ),
    ),
    run(
        POLICIES,
        "Policies of a request with a reply",
        """
        `on_unavailable` is for 5xx and 429, `on_refused` for any other status that is not 2xx, `on_malformed` for a body that
        is not the model. Each request has its own, and none lets the step succeed.
        """,
        """
        job = await http.get(
            f"{self.url}/jobs/1",
            reply=Job,
            on_unavailable=Wait(f"{self.title} cannot be looked up"),
            on_refused=Suspend("refused"),
            on_malformed=Fail("no job"),
        )
        started = await http.post(
            f"{self.url}/jobs",
            json={"again": job.number, "parts": job.parts},
            reply=Started,
            on_unavailable=Fail(f"{job.title} cannot be started"),
            on_refused=Wait(f"{job.title} is refused"),
            on_malformed=HELD,
        )
        return Wait(f"{started.id} {started.note}")
        """,
        miss("job = await http.get(self.url, reply=Job, on_refused=Continue())\nreturn Continue()", "VS207", "Wait"),
        miss("job = await http.get(self.url, reply=Job, on_refused=Break('x'))\nreturn Continue()", "VS312", "Fail"),
        miss("job = await http.get(self.url, reply=Job, on_error=Fail('x'))\nreturn Continue()", "VS024", "it has"),
        whole=True,
        around=True,
    ),
    run(
        POLICIES,
        "Policies of a response",
        """
        `on_unavailable` decides 5xx and 429 here too. With `on_refused` every status that is not 2xx is decided by it, so that
        the step needs no test.
        """,
        """
        answer = await http.get(f"{self.url}/jobs", on_unavailable=Suspend("down"))
        if answer.status == 403:
            return Fail("forbidden")
        made = await http.put(f"{self.url}/made", json=[answer.text], on_refused=Wait("refused"), on_unavailable=Fail("down"))
        return Continue() if "fine" in answer.text else Wait(f"made: {made.status}")
        """,
        miss(
            """
            answer = await http.get(self.url, on_unavailable=Fail("down"))
            return Wait("x") if "ok" in answer.text else Continue()
            """,
            "VS215",
            "on_refused=",
        ),
    ),
    run(
        MATCH,
        "Members of an enum, all of them",
        "With a case for every member none is left over: no `_` is needed.",
        """
        job = await http.get(f"{self.url}/jobs/1", reply=Job)
        match job.phase:
            case Phase.QUEUED | Phase.RUNNING:
                return Wait(f"{job.title} is {job.phase}")
            case Phase.DONE:
                return Continue()
            case Phase.FAILED:
                return Fail(f"{job.title} failed")
        """,
        miss(
            """
            job = await http.get(self.url, reply=Job)
            match job.phase:
                case Phase.QUEUED | Phase.RUNNING:
                    return Wait("x")
                case Phase.DONE:
                    return Continue()
            """,
            "VS004",
            "add it",
        ),
        miss(
            """
            job = await http.get(self.url, reply=Job)
            match job.phase:
                case Kind.COPY:
                    return Wait("x")
                case _:
                    return Continue()
            """,
            "VS007",
            "members of one enum",
        ),
        around=True,
    ),
    run(
        MATCH,
        "Members of an IntEnum and of an Enum, a Literal",
        "",
        """
        job = await http.get(f"{self.url}/jobs/1", reply=Job)
        match job.kind:
            case Kind.COPY:
                pass
            case Kind.MOVE:
                return Wait(f"{job.title} moves")
        match job.mode:
            case "fast":
                return Wait(f"{job.title} is fast")
            case "safe":
                pass
        match job.priority:
            case Priority.LOW:
                return Wait("low")
            case Priority.NORMAL:
                return Continue()
            case Priority.HIGH:
                return Fail("high")
        """,
        miss(
            """
            job = await http.get(self.url, reply=Job)
            match job.mode:
                case 1:
                    return Wait("x")
                case _:
                    return Continue()
            """,
            "VS007",
            "members of one enum",
        ),
    ),
    run(
        MATCH,
        "A status, with `|`, guards and `_`",
        "The first case that fits is taken; a guard may read what came before.",
        """
        answer = await http.get(f"{self.url}/jobs/1")
        match answer.status:
            case 200 if self.start and "fine" in answer.text:
                return Continue()
            case 200 | 201:
                return Wait(answer.text)
            case 404 if not self.start:
                return Continue()
            case 404 | 410:
                return Fail("gone")
            case _:
                return Fail(f"answered {answer.status}")
        """,
        miss(
            "answer = await http.get(self.url)\nmatch answer.status:\n    case code:\n        return Wait(f'{code}')",
            "VS001",
            "case _",
        ),
        miss(
            "answer = await http.get(self.url)\nmatch answer:\n    case Response(status=200):\n        return Continue()\nreturn Wait('x')",
            "VS001",
            "enum members",
        ),
        miss(
            "answer = await http.get(self.url)\nmatch answer.status:\n    case [200]:\n        return Continue()\nreturn Wait('x')",
            "VS001",
            "enum members",
        ),
    ),
    run(
        MATCH,
        "Texts, booleans and None; what follows a `match`",
        "A case that goes on goes on behind the `match`, as does what no case fits; both are written out each time.",
        """
        job = await http.get(f"{self.url}/jobs/1", reply=Job)
        match job.owner:
            case None:
                return Wait("nobody has it")
            case "nobody" | "":
                await http.post(f"{self.url}/owner", text=self.title, reply=Started)
            case "me":
                pass
        match job.approved:
            case None:
                return Suspend("approval")
            case True:
                return Continue()
            case False:
                return Fail(f"{job.owner if job.owner is not None else '?'} said no")
        """,
        miss(
            """
            job = await http.get(self.url, reply=Job)
            match job.owner:
                case None:
                    pass
                case _:
                    return Wait(job.owner)
            return Wait(job.owner)
            """,
            "VS006",
            "is None",
        ),
        miss(
            """
            job = await http.get(self.url, reply=Job)
            match job.owner:
                case str():
                    return Wait("x")
            return Wait("y")
            """,
            "VS001",
            "enum members",
        ),
    ),
    run(
        MATCH,
        "A `match` inside a `match`",
        "",
        """
        match self.phase:
            case Phase.DONE | Phase.FAILED:
                job = await http.get(f"{self.url}/jobs/1", reply=Job)
                match job.priority:
                    case Priority.HIGH if job.urgent:
                        return Fail(f"{job.title}: {self.phase}")
                    case Priority.HIGH | Priority.NORMAL:
                        parent = await http.get(f"{self.url}/jobs/{job.number}", reply=Job)
                        match parent.kind:
                            case Kind.COPY:
                                return Continue() if parent.phase == job.phase else Wait(parent.title)
                            case _:
                                return Wait(f"{parent.number}")
                    case _:
                        return Wait("low")
            case _:
                pass
        return Wait(f"{self.phase}")
        """,
        miss(
            """
            job = await http.get(self.url, reply=Job)
            match job.phase, job.kind:
                case Phase.DONE, Kind.COPY:
                    return Continue()
            return Wait("x")
            """,
            "VS001",
            "enum members",
        ),
    ),
    run(
        HELPERS,
        "A function that gives a value",
        """
        A function of a module, or a method of the step, is compiled where it is called: its arguments take the place of its
        parameters, its `if`s become conditionals. It may have defaults and be called by keyword, in a comprehension and in an
        f-string, and as often as need be.
        """,
        """
        job = await http.get(f"{self.url}/jobs/1", reply=Job)
        large = [part.name for part in job.parts if size(part) > self.limit]
        if described(job) == described(job, mark="*"):
            return Fail("never")
        if len(large) > 0:
            return Wait(f"{described(mark=':', job=job)} {'/'.join(large)}")
        return Continue() if total(job.parts) > 0 else Wait(described(job))
        """,
        miss(
            "return Wait(described())",
            "VS024",
            "it is `described(job",
            before="def described(job: Job) -> str:\n    return job.title",
        ),
        miss(
            "return Wait(described(*self.tags))",
            "VS024",
            "write them out",
            before="def described(one: str) -> str:\n    return one",
        ),
        miss(
            "return Wait(f'{f(3)}')",
            "VS042",
            "comprehension",
            before="def f(n: int) -> int:\n    return f(n - 1) if n > 0 else 0",
        ),
        miss("return Wait(f(self.title))", "VS004", "every path", before="def f(s: str) -> str:\n    if s:\n        return s"),
        miss(
            "return Wait(f(self.title))",
            "VS001",
            "comprehension",
            before="def f(s: str) -> str:\n    for one in [s]:\n        return one\n    return s",
        ),
        miss(
            "return Wait(f(self.title))",
            "VS036",
            "take the decorator out",
            before="from functools import cache\ndef same(f):\n    return f\n@same\ndef f(s: str) -> str:\n    return s",
        ),
        miss(
            "job = await http.get(self.url, reply=Job)\nreturn Wait(f'{first(job)}')",
            "VS022",
            "return it, or compute it",
            before="def first(job: Job) -> int:\n    one = job.sizes[0]\n    return one if job.urgent else 0",
        ),
        before="""
        def size(part: Part) -> int:
            inner = len(part.parts)
            if inner == 0:
                return part.size
            if part.size < 0:
                return -1
            return inner


        def total(parts: list[Part]) -> int:
            return sum([1 if size(part) > 0 else 0 for part in parts])


        def described(job: Job, mark: str = "!", *, short: bool = False) -> str:
            owner = job.owner if job.owner is not None else "nobody"
            if short:
                return job.title
            return f"{job.title}{mark if job.urgent else ''} of {owner}"
        """,
        around=True,
    ),
    run(
        HELPERS,
        "A function that gives an action",
        "`return judged(...)` goes on inside: everything that `run` may do may be done there.",
        """
        job = await http.get(f"{self.url}/jobs/1", reply=Job)
        if job.urgent:
            return judged(job, self.limit)
        parent = await http.get(f"{self.url}/jobs/{job.number}", reply=Job)
        return judged(parent, 0) if self.start else judged(job, most=len(parent.sizes))
        """,
        miss(
            "judged(self.title)\nreturn Continue()",
            "VS001",
            "a name",
            before="def judged(s: str) -> Action:\n    return Wait(s)",
        ),
        miss(
            "action = judged(self.title)\nreturn action",
            "VS003",
            "return it where it is decided",
            before="def judged(s: str) -> Action:\n    return Wait(s)",
        ),
        before="""
        def judged(job: Job, most: int) -> Action:
            match job.phase:
                case Phase.DONE:
                    return Continue()
                case Phase.FAILED if len(job.parts) > most:
                    return Fail(f"{job.title}: {len(job.parts)} are more than {most}")
                case _:
                    return Wait(f"{job.title} is {job.phase}")
        """,
    ),
    run(
        HELPERS,
        "Async helpers: a reply, a response, an action",
        "What such a helper awaits is sent where it is called.",
        """
        token = await asked(self.url, self.title)
        answer = await self.looked_up(token, 1)
        if answer.status == 404:
            return await self.made(token)
        if answer.status != 200:
            return Fail(f"answered {answer.status}")
        job = answer.json(Job)
        return Continue() if job.phase == Phase.DONE else Wait(job.title)
        """,
        miss(
            "token = asked(self.url)\nreturn Wait(token.access_token)",
            "VS043",
            "await asked",
            before="async def asked(url: str) -> Token:\n    token = await http.get(url, reply=Token)\n    return token",
        ),
        miss(
            "token = await asked(self.url)\nreturn Wait('x')",
            "VS043",
            "`async def asked`",
            before="def asked(url: str) -> str:\n    return url",
        ),
        miss(
            "token = await asked(self.url)\nreturn Wait('x')",
            "VS042",
            "Wait",
            before="async def asked(url: str) -> Token:\n    one = await asked(url)\n    return one",
        ),
        beside="""
        async def looked_up(self, token: Token, number: int) -> Response:
            return await http.get(f"{self.url}/jobs/{number}", headers=bearer(token))

        async def made(self, token: Token) -> Action:
            made = await http.post(f"{self.url}/jobs", json=NewJob(job_title=self.title), headers=bearer(token))
            return Wait("made") if made.status == 201 else Fail(f"making was answered {made.status}")
        """,
        before="""
        async def asked(url: str, client: str) -> Token:
            if client == "":
                return await http.get(f"{url}/token", reply=Token)
            token = await http.post(f"{url}/token", form={"client": client}, reply=Token)
            return token


        def bearer(token: Token) -> dict[str, str]:
            return {"Authorization": f"Bearer {token.access_token}"}
        """,
        around=True,
    ),
    run(
        HELPERS,
        "Methods of the step, static ones too; a helper of a helper",
        "",
        """
        answer = await http.get(self.address(1))
        if missing(answer, self.start):
            return Wait(self.told(answer, "missing"))
        second = await http.post(self.address(), json=self.body(context))
        return Continue() if self.fine(second.status) else Fail(self.told(second, also=self.title))
        """,
        miss(
            "return Wait(self.told())",
            "VS003",
            "plain method",
            beside="@property\ndef kept(self) -> str:\n    return self.title\n\n@classmethod\ndef told(cls) -> str:\n    return 'x'",
        ),
        miss("return Wait(self.nothing())", "VS003", "plain method"),
        miss(
            "return Wait(self.told)",
            "VS009",
            "call it",
            beside="def told(self) -> str:\n    return self.title",
        ),
        beside="""
        def address(self, number: int = 0) -> str:
            return f"{self.url}/jobs/{number}" if number > 0 else f"{self.url}/jobs"

        def body(self, context: Context) -> NewJob:
            return NewJob(job_title=f"{context.name}: {self.title}", tags=self.tags)

        def told(self, answer: Response, also: str) -> str:
            return f"{self.address(answer.status)} {answer.text} {also}"

        @staticmethod
        def fine(status: int) -> bool:
            return status in [200, 201] or status == 409
        """,
        before="""
        def missing(answer: Response, strict: bool = True) -> bool:
            gone = answer.status == 404 or emptied(answer)
            return gone and (strict or answer.headers.get("X-Old") is None)


        def emptied(answer: Response) -> bool:
            return answer.status == 200 and answer.text == ""
        """,
    ),
    run(
        ONCE,
        "A request once per run, with its reply",
        """
        The first execution sends the request, remembers the answer under the step's id, and ends there as waiting (`submit is
        done`). Later executions read it and go on behind. The request is sent again after an outage, and when the controller
        dies before the answer is stored: at least once, each time with the same `context.idempotency_key`. An answer that a
        policy decides is not remembered, and neither is one of more than 131072 bytes, which fails the step.
        """,
        """
        new = NewJob(job_title=self.title, tags=self.tags)
        headers = {"Idempotency-Key": context.idempotency_key}
        started = await once("submit", http.post(f"{self.url}/jobs", json=new, headers=headers, reply=Started))
        job = await http.get(f"{self.url}/jobs/{started.id}", reply=Job)
        return Continue() if job.phase == Phase.DONE else Wait(f"{started.note} {job.phase}")
        """,
        miss("one = once('a', http.get(self.url, reply=Job))\nreturn Wait(one.title)", "VS043", "await once"),
        miss("one = await once(self.title, http.get(self.url, reply=Job))\nreturn Wait(one.title)", "VS210", "write it out"),
        miss("one = await once('a b', http.get(self.url, reply=Job))\nreturn Wait(one.title)", "VS210", "write it out"),
        miss("one = await once('a')\nreturn Wait('x')", "VS024", "once("),
        miss("one = await once('a', self.url)\nreturn Wait('x')", "VS024", "http.post"),
        miss("one = await once('a', await http.get(self.url))\nreturn Wait('x')", "VS024", "http.post"),
        around=True,
    ),
    run(
        ONCE,
        "A response, remembered with its headers",
        "The status and the headers that are read are remembered too.",
        """
        made = await once("make", http.post(f"{self.url}/jobs", json={"title": self.title}))
        if made.status != 201:
            return Fail(f"making was answered {made.status} {made.text}")
        place = made.headers.get("Location")
        if place is None:
            return Fail("no place")
        state = await http.get(f"{self.url}/state", query={"of": place, "at": len(made.text)})
        return Continue() if state.status == 200 else Wait(f"{place}: {state.status}")
        """,
        miss("made = await once('a', http.post(self.url))\nreturn Continue()", "VS215", "test its `.status`"),
    ),
    run(
        ONCE,
        "Two of them, one behind an `if`",
        "Each ends an execution: a run that makes both needs three.",
        """
        job = await http.get(f"{self.url}/jobs/1", reply=Job)
        if job.urgent:
            paged = await once("page", http.post(f"{self.url}/pages", text=job.title, reply=Started, on_refused=Wait("busy")))
            if paged.id < 0:
                return Fail(f"nobody is there: {paged.note}")
        noted = await once("note", http.put(f"{self.url}/notes", json=job.tags, reply=Started))
        return Continue() if noted.id > 0 and job.phase == Phase.DONE else Wait(f"{noted.note}")
        """,
        miss(
            """
            one = await once("a", http.get(self.url, reply=Job))
            two = await once("a", http.get(self.url, reply=Job))
            return Wait(one.title)
            """,
            "VS044",
            "name",
        ),
        around=True,
    ),
    run(
        ONCE,
        "Once, then `match`",
        "",
        """
        asked = await once("ask", http.post(f"{self.url}/asked", json=NewJob(job_title=self.title)))
        match asked.status:
            case 200 | 201:
                job = asked.json(Job)
                match job.phase:
                    case Phase.DONE:
                        return Continue()
                    case _:
                        return Wait(f"{job.title} was {job.phase}")
            case 409:
                return Suspend("asked-before")
            case _:
                return Fail(asked.text)
        """,
        miss(
            """
            match self.phase:
                case Phase.DONE:
                    one = await once("a", http.get(self.url, reply=Job))
                case _:
                    two = await once("a", http.get(self.url, reply=Job))
            return Wait("x")
            """,
            "VS044",
            "name",
        ),
    ),
    run(
        OUTPUTS,
        "Outputs of several types, from a reply and constants",
        """
        The fields are what later steps read, by their wire names: in the workflow, `outputs: [{name: title, valueFrom:
        output.jobTitle}]` under this step and `inputs: [{from: title, parameterKey: title}]` under the later one. They are
        there whenever the step succeeds, so all ways to success give outputs of one model.
        """,
        """
        job = await http.get(f"{self.url}/jobs/1", reply=Job)
        if job.phase == Phase.FAILED:
            return Fail(f"{job.title} failed")
        if job.phase != Phase.DONE:
            return Wait(job.title)
        first = job.parts[0] if len(job.parts) > 0 else None
        return Continue(
            outputs=Report(
                job_title=f"{job.title} ({job.number})",
                phase=job.phase,
                kind=job.kind,
                urgent=job.urgent or job.priority > Priority.NORMAL,
                sizes=[size - 1 for size in job.sizes if size > self.limit],
                limits=job.limits,
                parts=job.parts,
                owner=job.owner if self.start else self.note,
                first_part=first,
            )
        )
        """,
        miss(
            "job = await http.get(self.url, reply=Job)\nreturn Continue(outputs={'title': job.title})",
            "VS007",
            "class Outputs(Model)",
        ),
        miss(
            """
            job = await http.get(self.url, reply=Job)
            if job.urgent:
                return Continue()
            return Continue(outputs=Result(title=job.title, count=1))
            """,
            "VS214",
            "same model",
        ),
        miss(
            """
            job = await http.get(self.url, reply=Job)
            if job.urgent:
                return Continue(outputs=job)
            return Continue(outputs=Result(title=job.title, count=1))
            """,
            "VS214",
            "same model",
        ),
        miss(
            """
            job = await http.get(self.url, reply=Job)
            if job.urgent:
                return Suspend("held", on_resume="succeed", reason="why not")
            return Continue(outputs=Result(title=job.title, count=1))
            """,
            "VS214",
            "same model",
        ),
        miss(
            "job = await http.get(self.url, reply=Job)\nreturn Continue(outputs=Result(title=job.owner, count=1))",
            "VS006",
            "is None",
        ),
        around=True,
    ),
    run(
        OUTPUTS,
        "Outputs from parameters, the context and a response",
        "",
        """
        answer = await http.get(f"{self.url}/jobs/1", on_refused=Wait("refused"))
        etag = answer.headers.get("ETag")
        app = context.app_name if context.app_name is not None else context.name
        return Continue(outputs=Seen(title=self.title, limit=self.limit, note=self.note, tags=self.tags, etag=etag, app=app))
        """,
        miss("return Continue(outputs=Seen(title=self.title))", "VS024", "give `limit=", before=SEEN),
        miss("return Continue(outputs=Seen)", "VS009", "call it", before=SEEN),
        before=SEEN,
        around=True,
    ),
    run(
        OUTPUTS,
        "A reply as it is, constants, and conditional parts",
        "",
        """
        if not self.start:
            return KNOWN
        answer = await http.get(f"{self.url}/jobs/1")
        match answer.status:
            case 200:
                started = answer.json(Started)
                return Continue(outputs=started if started.id > 0 else Started(id=0, note=answer.text))
            case 404:
                return Continue(outputs=missing(self.title))
            case _:
                return Wait(f"answered {answer.status}")
        """,
        miss(
            "return Continue(outputs=DEFAULT)",
            "VS023",
            "str, int",
            before="DEFAULT = Started(id=0)",
        ),
        miss(
            "return Continue(outputs=self)",
            "VS002",
            "one of its fields",
        ),
        miss(
            "return Continue(outputs=None if self.start else Result(title='', count=0))",
            "VS006",
            "is None",
        ),
        before="""
        KNOWN = Continue(outputs=Started(id=0, note="dé\\\\(x)"))


        def missing(title: str) -> Started:
            return Started(id=404, note=f"no {title}")
        """,
    ),
    run(
        ENDS,
        "Suspended until somebody resumes, or as long as a policy says",
        """
        A resumed step is executed from the top: its requests are sent again, and it goes on when it then returns something
        else. A `once` is not sent again.
        """,
        """
        asked = await once("ask", http.post(f"{self.url}/approvals", json=[self.title], reply=Started, on_refused=HELD))
        job = await http.get(f"{self.url}/approvals/{asked.id}", reply=Job, on_refused=Suspend("lost"))
        if job.approved is None:
            return Suspend("waiting-for-approval")
        return Continue() if job.approved else Fail(f"{job.title} is refused")
        """,
        miss("return Suspend(self.title)", "VS210", "constant"),
        miss("return Suspend('a') if self.start else Suspend('b', duration='1h')", "VS212", "exactly one"),
        miss("if self.start:\n    return Suspend('a')\nreturn Suspend('a')", "VS204", "label"),
        around=True,
    ),
    run(
        ENDS,
        "Overridden by whoever resumes",
        """
        With `on_resume="succeed"` a resume is the decision, whatever is answered then. Such a step sends nothing before the run's
        status shows its id, as with a key: the status is where it looks whether somebody has resumed. A Wait in between, or a
        controller that dies while it suspends, opens nothing.
        """,
        """
        job = await http.get(f"{self.url}/jobs/1", reply=Job)
        if job.approved is None:
            return Suspend("waiting-for-approval", on_resume="succeed", reason="the operator on duty decides at night")
        return Continue() if job.approved else Fail(f"{job.title} is refused")
        """,
        miss("return Suspend('a', on_resume='succeed')", "VS205", "reason"),
        miss("return Suspend('a', on_resume='succeed', duration='1h', reason='why not')", "VS107", "on_elapse"),
        around=True,
    ),
    run(
        ENDS,
        "A delay that ends by itself",
        """
        With `on_elapse="succeed"` it is the end of the duration that lets the step succeed, whoever resumes and whatever is answered
        then: a delay, and never an approval. Without it the step asks again when the time is up.
        """,
        """
        job = await http.get(f"{self.url}/jobs/1", reply=Job)
        if job.approved is None:
            return Suspend("cooling-off", duration="10m", on_elapse="succeed", reason="caches expire meanwhile")
        return Continue() if job.approved else Fail(f"{job.title} is refused")
        """,
        miss("return Suspend('a', duration='10m', on_elapse='succeed')", "VS205", "reason"),
        miss("return Suspend('a', on_elapse='succeed', reason='why not')", "VS107", "10m"),
        miss("return Suspend('a', duration='10m', on_elapse='continue')", "VS211", "succeed"),
        around=True,
    ),
)
