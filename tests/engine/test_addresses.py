"""Addresses with any text in them: Python and the engine agree on what is sent, letter for letter, and on what is not."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from random import Random
from typing import TypeAlias

import pytest

from tests.language.harness import compiled
from velasdk.addresses import as_sent
from velasdk.agreement import play
from velasdk.context import Context
from velasdk.engine import protocol as p
from velasdk.engine.client import Engine
from velasdk.engine.protocol import Answer, RunSpec
from velasdk.execution import NoConnection, Reply, Sent, execute
from velasdk.histories import History
from velasdk.oracle import State, Trouble, execution
from velasdk.step import Step
from velasdk.testing import Run

ASK = compiled("""
from velasdk import Action, Context, Continue, Parameter, Step, Wait, http


class Ask(Step, name="ask"):
    \"\"\"Asks.\"\"\"

    number: str = Parameter(usage="Which of the requests this is")
    url: str = Parameter(usage="Where")

    async def run(self, context: Context) -> Action:
        await http.get(self.url, headers={"X-Number": self.number}, on_refused=Wait("refused"))
        return Continue()
""")

SENT = {
    "http://a": "http://a",
    "http://a?": "http://a?",
    "http://a?b": "http://a?b",
    "http://a#": "http://a",
    "http://a#b c": "http://a#b%20c",
    "http://a/#\x00\n": "http://a/#%00%0A",
    "http://a/#%2A ": "http://a/#*%20",
    "HTTPS://API.Example/X": "https://API.Example/X",
    "http://a:": "http://a",
    "http://a:/": "http://a/",
    "http://a:99999/": "http://a:99999/",
    "http://a:b:1/": "http://a:b:1/",
    "http://a:b:/": "http://a:b/",
    "http://a/b c": "http://a/b%20c",
    "http://a/ü/日/😀": "http://a/%C3%BC/%E6%97%A5/%F0%9F%98%80",
    "http://a/%c3%bc": "http://a/%c3%bc",
    "http://a/%c3%bc ü": "http://a/%C3%BC%20%C3%BC",
    "http://a/%2F /": "http://a//%20/",
    "http://a/%2F/": "http://a/%2F/",
    "http://a/%41": "http://a/%41",
    "http://a//b///c/../.": "http://a//b///c/../.",
    "http://a/..": "http://a/..",
    "http://a/!$&'()*+,;=:@[]-._~": "http://a/!$&'()*+,;=:@[]-._~",
    "http://a/!$&'()*+,;=:@[]-._~ ": "http://a/%21$&%27%28%29%2A+,;=:@%5B%5D-._~%20",
    'http://a/"<>\\^`{|}': "http://a/%22%3C%3E%5C%5E%60%7B%7C%7D",
    "http://a/?ü b%zz\\\"<>'": "http://a/?ü b%zz\\\"<>'",
    "http://a/?a?b?": "http://a/?a?b?",
    "http://a/??": "http://a/??",
    "http://a/?b#c?d#e": "http://a/?b#c?d%23e",
    "http://a/%2A": "http://a/%2A",
    "http://bücher.example/": "http://b%C3%BCcher.example/",
    "http://b%C3%BCcher.example/": "http://b%C3%BCcher.example/",
    "http://b%ff/": "http://b%FF/",
    "http://xn--bcher-kva.example": "http://xn--bcher-kva.example",
    "http://a%25b/": "http://a%25b/",
    "http://a.b_c-d~!$&'()*+,;=<>\"/": "http://a.b_c-d~!$&'()*+,;=<>\"/",
    "http://a]/": "http://a]/",
    "http://[::1]:80/": "http://[::1]:80/",
    "http://[::1]:/": "http://[::1]/",
    "http://[FE80::A%25en0]/": "http://[FE80::A%25en0]/",
    "http://[fe80::1%25%20%25%41]:1/": "http://[fe80::1%25%20%25A]:1/",
    "http://[fe80::1%25ü]/": "http://[fe80::1%25%C3%BC]/",
    "http://[::ffff:1.2.3.4]/": "http://[::ffff:1.2.3.4]/",
    "http://[1:2:3:4:5:6:7::]/": "http://[1:2:3:4:5:6:7::]/",
    "http://u@a/": "http://u@a/",
    "http://@a/": "http://@a/",
    "http://u:@a/": "http://u:@a/",
    "http://u:p:q@a/": "http://u:p%3Aq@a/",
    "http://u%40b:p%2F!@a/": "http://u%40b:p%2F%21@a/",
    "http://u@b@a/": "http://u%40b@a/",
    "http://%c3%bc@a/": "http://%C3%BC@a/",
}
"""What is sent, and as what."""

REFUSED = (
    "http://a/\n",
    "http://a/\x00",
    "http://a/\t?b",
    "http://a\r\nb/",
    "http://a/?b\x7f",
    "http://a/%",
    "http://a/%2",
    "http://a/%zz",
    "http://a/%ü",
    "http://a/#%",
    "http://a b/",
    "http:// a/",
    "http://a\\b/",
    "http://a^b/",
    "http://{a}/",
    "http://a|b/",
    "http://a%20b/",
    "http://a%41/",
    "http://a%/",
    "http://a:x/",
    "http://a:80x/",
    "http://a:-1/",
    "http://a:٣/",
    "http://a:80:x/",
    "http://[::1",
    "http://[::1]x/",
    "http://[::1]:x/",
    "http://a[::1]/",
    "http://[[::1]]/",
    "http://[1.2.3.4]/",
    "http://[a]/",
    "http://[]/",
    "http://[:::]/",
    "http://[00001::]/",
    "http://[1:2:3:4:5:6:7]/",
    "http://[1:2:3:4:5:6:7:8:9]/",
    "http://[1:2:3:4:5:6:7:8::]/",
    "http://[::01.2.3.4]/",
    "http://[::٣]/",
    "http://[fe80::1%25]/",
    "http://[fe80::1%25%7f]/",
    "http://[fe80::1%25%ff]/",
    "http://[fe80::1%25a b]/",
    "http://[fe80::1%en0]/",
    "http://u p@a/",
    "http://ü@a/",
    "http://u%zz@a/",
    "http://u[@a/",
    *("", "a", "a/b", "/a", "//a/b", "*", "?a", "#a", "api.example", "api.example/x", "api.example:80/x", "localhost:8080"),
    *("http:", "http:a", "http:/a", "http://", "http:///a", "http://:", "http://?a", "http://u@/a", "http:?a", "https:a/b"),
    *("ftp://a/", "ws://a/", "file:///a", "mailto:a@b", "httpx://a/", "unix:/a", "h+t.t-p://a"),
    "://a/",
    ":a",
    "1.2.3.4:80/a",
    "a b:c",
)
"""What is not sent: the execution fails as it does without a connection."""

PIECES = (
    *("http:", "//", "/", "a", "B", "example.com", ":80", ":", ":x", "@", "u:p@", "%", "%2F", "%20", "%zz", "%4", "%41", "%25"),
    *(
        "%e4",
        "%C3%BC",
        "ü",
        "日",
        " ",
        "\t",
        "\x7f",
        "\x00",
        "?",
        "&",
        "=",
        "#",
        "[",
        "]",
        "[::1]",
        "[fe80::1%25en0]",
        "..",
        ".",
    ),
    *(";", ",", "+", "!", "'", "(", "*", "$", "<", '"', "\\", "^", "{", "|", "~", "%2e", "\U0001f600", "\xa0", "::", "1.2.3.4"),
)


def nasty(rng: Random) -> str:
    """An address that begins well."""
    host = "".join(rng.choice((*PIECES, *["example.com"] * 40)) for _ in range(rng.randint(1, 3)))
    return rng.choice(("http://", "https://", "HTTP://")) + host + "/" + "".join(rng.choices(PIECES, k=rng.randint(0, 6)))


Shown: TypeAlias = tuple[str, str, list[tuple[str, dict[str, str]]]]
"""Phase, reason, and the addresses and headers of what was sent."""


def played(engine: Engine, urls: Iterable[str]) -> Iterator[tuple[str, Shown, Shown]]:
    """Each of `urls`, what Python says of a step with it, and what the engine does: all of them are steps of one run."""
    urls = tuple(urls)
    name = ASK.step.name
    steps = [{"name": f"s{at}", "type": name, "properties": {"number": f"{at}", "url": url}} for at, url in enumerate(urls)]
    events = [p.reconcile(*[Answer()] * len(urls))]
    (record,) = engine.run(RunSpec({name: ASK.template}, steps, events, {"steps": "DAG"}))
    for at, url in enumerate(urls):
        shown = record.step(f"s{at}")
        assert shown is not None, url
        found = [one for one in record.requests if (one.headers or {})["X-Number"] == (f"{at}",)]
        seen = [(one.url, {key.lower(): ", ".join(values) for key, values in (one.headers or {}).items()}) for one in found]
        yield url, predicted(f"{at}", url), (shown.phase, shown.reason, seen)


def ask(number: str, url: str) -> Step:
    found = ASK.step.python(number=number, url=url)
    assert isinstance(found, Step)
    return found


def predicted(number: str, url: str) -> Shown:
    """What Python says of the step."""
    seen: list[tuple[str, dict[str, str]]] = []

    def send(request: Sent) -> Reply:
        seen.append((request.url, {key.lower(): value for key, value in request.headers.items()}))
        return Reply()

    try:
        state = execution(State(), execute(ask(number, url), Context(), send))
    except NoConnection:
        state = execution(State(), Trouble.NO_CONNECTION)
    return state.phase.value, state.reason.value, seen


def test_what_is_sent(engine: Engine) -> None:
    for url, python, real in played(engine, SENT):
        assert python == real, url
        assert real[0] == "succeeded", url
        assert [address for address, _ in real[2]] == [SENT[url]], url


def test_what_is_not_sent(engine: Engine) -> None:
    for url, python, real in played(engine, REFUSED):
        assert python == real == ("failed", "Execute", []), url


@pytest.mark.parametrize("seed", range(3))
def test_any_text(engine: Engine, seed: int) -> None:
    rng = Random(seed)
    urls = [nasty(rng) for _ in range(100)]
    for url, python, real in played(engine, urls):
        assert python == real, url
    sent = [url for url in urls if not _refused(url)]
    assert 20 < len(sent) < 90


def _refused(url: str) -> bool:
    try:
        as_sent(url)
    except ValueError:
        return True
    return False


BUILT = compiled("""
from velasdk import Action, Context, Continue, Model, Parameter, Step, Wait, http


class Job(Model):
    id: str


class Build(Step, name="build"):
    \"\"\"Asks where a reply says.\"\"\"

    host: str = Parameter(usage="Where")
    word: str = Parameter(usage="What")

    async def run(self, context: Context) -> Action:
        job = await http.post(f"https://{self.host}/jobs/{self.word}", reply=Job, text=self.word)
        await http.get(f"https://{self.host}/{job.id}?at={self.word}", query={"id": job.id}, on_refused=Wait("refused"))
        return Continue()
""")

WORDS = ("a", "", " ", "a b", "ü", "a/b", "../b", "?", "#", "%", "%20", "%zz", "a\nb", "\x00", "@", ":", "[", '"', "\\", "😀")


@pytest.mark.parametrize("word", WORDS)
def test_a_text_in_each_part(engine: Engine, word: str) -> None:
    cases = [(word, "a", "a"), ("a", word, "a"), ("a", "a", word), ("a:8", word, word)]
    for host, path, told in cases:
        answers = p.reconcile(Answer.of({"id": told}), Answer())
        history = History({"host": host, "word": path}, (answers, answers, answers))
        assert not play(engine, BUILT, history).differences, (host, path, told)


def test_a_refused_address_is_no_request() -> None:
    run = Run(ask("1", "http://a/\n"))
    assert run.execute() is Trouble.NO_CONNECTION
    assert (run.requests, run.phase, run.reason) == ([], "failed", "Execute")


@pytest.mark.parametrize(
    ("url", "reason"),
    [
        ("http://a/\n", "net/url: invalid control character in URL"),
        ("http://a/%zz", 'invalid URL escape "%zz"'),
        ("http://a:x/", 'invalid port ":x" after host'),
        ("http://a b/", 'invalid character " " in host name'),
        (":1/b", "missing protocol scheme"),
        ("api.example/x", 'unsupported protocol scheme ""'),
        ("api.example:80/x", 'unsupported protocol scheme "api.example"'),
        ("http:a", "http: no Host in request URL"),
        ("1.2.3.4:80/", "first path segment in URL cannot contain colon"),
    ],
)
def test_go_says_why(url: str, reason: str) -> None:
    with pytest.raises(ValueError) as refused:
        as_sent(url)
    assert str(refused.value) == reason
