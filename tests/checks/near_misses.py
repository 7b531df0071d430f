"""Near misses of rules on what a step is written of: blocks as pages have them, each of which lacks or adds one thing.

What is refused stands between « and », with the code; a row without them is right, and nothing is found in it.
"""

from __future__ import annotations

from dataclasses import dataclass
from textwrap import indent

from .programs import program


@dataclass(frozen=True)
class Near:
    """One block; `code` is what is found where it is marked, nothing where there is no mark."""

    marked: str
    code: str

    @property
    def program(self) -> tuple[str, str]:
        """The name and the text of the file, without marks."""
        return program(self.marked.replace("«", "").replace("»", ""))

    @property
    def place(self) -> str:
        """The source that the finding points at, up to the end of its first line."""
        return self.marked.partition("«")[2].partition("»")[0].partition("\n")[0]


def block(text: str, code: str = "") -> Near:
    """Methods of a step, or classes."""
    return Near(text, code)


def status(text: str, code: str = "") -> Near:
    """The body of `status`."""
    return Near(f"def status(self, reply: Reply) -> Any:\n{indent(text, '    ')}\n", code)


def told(text: str, code: str = "") -> Near:
    """An expression that `status` puts into a message."""
    return status(f'return Fail(f"{{{text}}}") if reply.count == 0 else reply.status', code)


def tested(text: str, code: str = "") -> Near:
    """A condition in `status`."""
    return status(f'if {text}:\n    return Fail("no")\nreply_status = reply.status\nreturn reply_status', code)


def request(text: str, code: str = "") -> Near:
    """The request of a StatusStep."""
    return Near(f"def request(self, context: Context) -> Any:\n    return {text}\n", code)


def run(text: str, code: str = "") -> Near:
    """The body of `run`, behind an answer that is read as `job` and one that is not read."""
    before = "job = await http.get(self.url, reply=Job)\nanswer = await http.get(f'{self.url}/{self.limit}/{job.id}')\n"
    return Near(f"async def run(self, context: Context) -> Any:\n{indent(before + text, '    ')}\n", code)


KIND = """class Kind(str, Enum):
    A = "a"


class Told(Model):
    kind: Kind


class Ask(Work, name="ask"):
    async def run(self, context: Context) -> Action:
        told = await http.get(self.url, reply=Told)
        return Continue() if self.limit > 3 else Fail(f"{{{}}}")
"""

ANSWER = """class Told(Model):
    name: str
    {}


class Ask(Work, name="ask"):
    async def run(self, context: Context) -> Action:
        told = await http.get(self.url, reply=Told)
        return Continue() if self.limit > 3 else Fail(told.name)
"""

HALF = """class Ask(Approval, name="ask"):
    actions = ACTIONS

    def request(self, context: Context) -> Any:
        return http.put(self.url, json={{"a": {}, "b": context.idempotency_key}}, reply=Reply)
"""

MADE = """exec("def made(text: str) -> str:\\n    return text")


class Ask(Approval, name="ask"):
    actions = ACTIONS

    def status(self, reply: Reply) -> Any:
        return Fail(f"{«made(reply.message)»}") if reply.count > 3 else reply.status
"""

SAID = """def said(self, text: str) -> str:
    {}

def status(self, reply: Reply) -> Any:
    return Fail(f"{{{}}}") if reply.count > 3 else reply.status
"""

BOX = """class Box(Model, validate_by_name=True):
    {}


class Ask(Approval, name="ask"):
    actions = ACTIONS

    def request(self, context: Context) -> Any:
        return http.post(self.url, json=Box(name=context.idempotency_key), reply=Reply)
"""

ACT = "class Ask(Approval, name='ask'):\n    actions = {Status.OPEN: «Box().act», Status.DONE: Continue()}\n"
DEEP = f"def status(self, reply: Reply) -> Any:\n    return Fail(f'{{{' + '.join(['reply.count'] * 900)}}}')\n"

NEAR: tuple[Near, ...] = (
    # actions
    status("return «Fail(msg='a')»", "VS024"),
    status("return Fail(message='a') if reply.count == 0 else reply.status"),
    run("return «Suspend(duration='1h')»", "VS024"),
    run("return «Suspend('a', label='b')»", "VS024"),
    run("return «Suspend('a', lable='b')»", "VS024"),
    run("return Suspend(label='a') if answer.status != 200 else Continue(outputs=None)"),
    # calls
    told("«sum([reply.count], 1)»", "VS003"),
    told("«sum([reply.count], start=1)»", "VS003"),
    told("sum([reply.count])"),
    told("«len(reply.names, 1)»", "VS003"),
    told("«len(reply.names, key=1)»", "VS003"),
    told("len(reply.names)"),
    told("«min(1, reply.count, key=abs)»", "VS003"),
    told("min(1, reply.count)"),
    told("«str(reply.count, 'ascii')»", "VS003"),
    told("«str(reply.count, errors='strict')»", "VS003"),
    told("«str(reply.status)»", "VS003"),
    told("str(reply.count)"),
    told("«nothing(reply.count)»", "VS003"),
    told("«sum(reply.count)»", "VS003"),
    told("«reply.message.replace('a', 'b', count=1)»", "VS003"),
    told("«reply.message.join()»", "VS003"),
    told("«reply.message.join(reply.message)»", "VS003"),
    tested("«reply.message.startswith(1)»", "VS003"),
    status("return «ACTIONS()»", "VS003"),
    status("text = «reply.nothing»\nreturn Fail(print(text))", "VS009"),
    # comprehensions
    run("return Fail(','.join(«[x async for x in [job.id]]»))", "VS022"),
    run("return Fail(','.join([a for «a, b» in [job.id]]))", "VS022"),
    run("return Fail(','.join([a for a in «job.id»]))", "VS022"),
    # conditions
    tested("-reply.count"),
    tested("reply.count == «(1, 2)»", "VS002"),
    tested("«None == reply.owner»", "VS026"),
    tested("«reply.owner is ACTIONS»", "VS027"),
    # expressions
    block(KIND.format("«told.kind»"), "VS008"),
    block(KIND.format("told.kind.value")),
    request("http.post(self.url, json={«1»: 'a'}, reply=Reply)", "VS002"),
    # requests
    request("http.get(self.url, «url=self.url», reply=Reply)", "VS024"),
    request("http.get(url=self.url, reply=Reply)"),
    request("http.get(self.url, reply=«int»)", "VS024"),
    request("http.get(self.url, reply=Reply, headers={'a b': «'x'»})", "VS024"),
    request("http.get(self.url, reply=Reply, headers={'a': 'x', 'A': «'y'»})", "VS024"),
    request("http.get(self.url, reply=Reply, headers={'a': «'x\\n'»})", "VS024"),
    request("http.get(self.url, reply=Reply, headers={'a': 'x\\t', 'b': 'y'})"),
    run("return Fail(answer.headers.get(«1», 'a'))", "VS002"),
    run("return Fail(answer.headers.get(«'\\u00e9'», 'a'))", "VS002"),
    run("return Fail(answer.headers.get('e', 'a')) if answer.status != 200 else Continue()"),
    run("return Fail(«answer.read()»)", "VS009"),
    run("kept = await «once('a')»\nreturn Continue()", "VS024"),
    run("kept = await «once('a', http.get(self.url), http.get(self.url))»\nreturn Continue()", "VS024"),
    run("kept = await «once('a', name='b')»\nreturn Continue()", "VS024"),
    run("kept = await once(«1», http.get(self.url, reply=Job))\nreturn Continue()", "VS210"),
    run("kept = await once('a', http.get(self.url, on_malformed=«Suspend('x')»))\nreturn Continue()", "VS216"),
    # signatures and names
    block("async def «status»(self, reply: Reply) -> Any:\n    yield reply.status\n", "VS035"),
    block("def «status»(self, reply: Reply, *, more: int = 1) -> Status:\n    return reply.status\n", "VS035"),
    block("def «status»(self, reply: Reply, *more: int) -> Status:\n    return reply.status\n", "VS035"),
    block("def «status»(self, reply: Reply, **more: int) -> Status:\n    return reply.status\n", "VS035"),
    status("«self = 1»\nreturn reply.status", "VS005"),
    status("text = «reply.nothing»\ntext = 'x'\nreturn Fail(text)", "VS009"),
    status(
        "text = «reply.nothing»\nreturn reply.status  # velasdk: ignore[VS101]: an error hides whether it is of use", "VS009"
    ),
    # helpers
    block(MADE, "VS003"),
    block(SAID.format("return text", "«self.said(**reply.labels)»"), "VS024"),
    block(SAID.format("return text", "«self.said(reply.names[0])»"), "VS022"),
    block(SAID.format("«text = 'x'»\n    return text", "self.said(reply.message)"), "VS005"),
    block(SAID.format("return text", "self.said(reply.message)")),
    # models
    block(BOX.format("«name: str = Field(alias='')»"), "VS010"),
    block(BOX.format("«name: str = Field(alias='e\\u0301')»"), "VS010"),
    block(BOX.format("name: str = Field(alias='\\u00e9')")),
    block(BOX.format("name: str\n    count: int = 10**15")),
    block(BOX.format("name: str\n    labels: dict[str, str] = {'a': 'b'}")),
    request("http.post(self.url, json={«'e\\u0301'»: 'a'}, reply=Reply)", "VS010"),
    request("http.post(self.url, json={'\\u00e9': context.idempotency_key}, reply=Reply)"),
    block(ANSWER.format("below: list['Told'] = []")),
    block(ANSWER.format("«tags: dict[str, str]»"), "VS017"),
    block(ANSWER.format("tags: list[str]")),
    block("class Half(StrEnum):\n    A = '\\ud800'\n\n\n" + HALF.format("«Half.A»"), "VS010"),
    block("class Half(StrEnum):\n    A = '\\u00e9'\n\n\n" + HALF.format("Half.A")),
    # what is no statement, and no action
    run("«[1].append(2)»\nreturn Continue()", "VS001"),
    run("return «str(answer.status)»", "VS025"),
    # classes
    block("class Ask(Approval, name=«5»):\n    actions = ACTIONS\n", "VS405"),
    block("class Ask(Approval, name='ask', version=«1.0»):\n    actions = ACTIONS\n", "VS404"),
    block("class Ask(Approval, name='ask', labels=«{1: 'a'}»):\n    actions = ACTIONS\n", "VS404"),
    block("class Ask(Approval, name='ask', labels=«{'a': 1}»):\n    actions = ACTIONS\n", "VS404"),
    block("actions = {Status.OPEN: «Suspend(5)», Status.DONE: Continue()}\n", "VS203"),
    block("actions = {Status.OPEN: «Suspend('a', duration=5)», Status.DONE: Continue()}\n", "VS206"),
    block("actions = {Status.OPEN: Suspend('5', duration='5s'), Status.DONE: Continue()}\n"),
    block("class Box(Model):\n    def act(self, reply: Reply) -> Action:\n        return Wait('a')\n\n\n" + ACT, "VS003"),
    block("class «Ask»(Approval, name='ask'):\n    actions = ACTIONS\n\n" + indent(DEEP, "    "), "VS015"),
    block("«level: Literal['\\ud800', 'a'] = Parameter(default='a')»", "VS010"),
    block("«level: str = Parameter(default='a', pattern='\\ud800|a')»", "VS010"),
    block("«level: Any | int = Parameter(default=1)»", "VS013"),
    block("import os\n\n«os.fsencode('\\udcff').decode()»\n", "VS019"),
    block("class Ask(Approval, name='ask', version='1.0.0', labels={'a': '1'}):\n    actions = ACTIONS\n"),
    block("class «Ask»(StatusStep[Any, Status], name='ask'):\n    actions = ACTIONS\n", "VS202"),
)
