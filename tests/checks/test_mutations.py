"""Whatever stands in a method, the compiler answers with diagnostics or a template: it raises nothing, and it ends.

Bodies of methods and lambdas of programs that compile are mutated: expressions and statements are replaced by others from the
same programs and from a list of constructs. Nothing of a mutated body is executed while the file is imported.
"""

from __future__ import annotations

import ast
import copy
import os
import random
import re
import textwrap
import warnings
from collections.abc import Iterator
from pathlib import Path
from typing import Any, cast

import pytest

from .programs import PRELUDE, compiled, time_limit
from .test_mistakes import CASES, fixed

ROOT = Path(__file__).parent.parent.parent
PRELUDE_FILE = Path(__file__).with_name("prelude.py")
ROUNDS = int(os.environ.get("VELASDK_ROUNDS", "10"))
MUTANTS = 40
EXPRESSIONS = """
None; True; 0; -1; 1.5; 2j; b"x"; ""; "text"; "\\ud800"; ...; []; {}; (); {1}; [1, "a"]; {"a": 1}; {**reply}; {1: 2}; self
context; reply; self.url; self.nothing; self.limit; self.team; context.name; context.app_name; reply.status; reply.first
reply.owner; reply.items; reply.names; reply.labels; reply.extra; reply.share; reply.first.size; reply.items[0]
reply.names[-1]; reply.labels["a"]; reply.names[1:2]; reply.names[:]; reply.labels[reply.owner]; reply.message[0]
reply.items[0].name[0]; 1 + 1; 1 // 0; 1 % 0; 1 / 2; 2 ** 3; "a" + "b"; "a" * 3; -reply.count; +1; ~1; not reply.owner
not None; 1 @ 2; [1] + [2]; 1 == "1"; 1 < 2 < 3; None == None; None is None; 1 is 1; "a" in "ab"; "a" in reply.labels
1 in [1, None]; None in []; {} == {}; reply.owner or "x"; reply.count and 1; True and None
reply.first is None or reply.first.size > 1; reply.owner is None and 1 // 0; 1 if reply.owner else 2; None if 1 else []
"a" if reply.first else 3; (yield); (yield from reply.items); await reply; lambda: 1; [x for x in reply.items]
[x.size // 0 for x in reply.items]; [y for x in reply.items for y in x]; {x for x in reply.names}
{x: 1 for x in reply.names}; (x for x in reply.names); [x async for x in reply.items]; [x for x, y in reply.items]
any(reply.names); all(x.size for x in reply.items); sum(reply.names); sum([]); sum(x.size for x in reply.items); len()
len(3); len(reply.names); min(1, 2); max(reply.count, self.limit); min([1]); str(1); str(None); str(); int("1"); print(1)
open("x"); f"{reply.count}"; f"{reply}"; f"{reply.owner}"; f"{1:>{reply.count}}"; f"{reply.message!r}"; f""
f"{f'{reply.count}'}"; f"{None}"; reply.message.strip(); reply.message.strip("a"); reply.message.split()
reply.message.split("", 1); ",".join(reply.names); ",".join(1); reply.message.replace("a"); reply.nothing()
reply.labels.get("a"); self.status(reply); http; http.get; Status; Item; Status.OPEN; Status.NOTHING; Status(1)
Status["OPEN"]; Item(); Item(name="a"); Item("a"); Item(name=None); Item(name="a", x=1); Item(**reply.labels)
Item(name=reply.owner); Reply; ACTIONS; ACTIONS[Status.OPEN]; ACTIONS(); ACTIONS(reply.status); ACTIONS.get(1); Suspend
Suspend(); Suspend(1); Suspend("a b"); Suspend("x", "succeed"); Suspend("x", "y", "z", "w", "v")
Suspend(label=reply.message); Suspend("x", duration=5); Fail; Fail(); Fail(1); Fail(None); Fail("a", "b")
Fail(message="a"); Fail(msg="a"); Fail(reply.message); Fail(*reply.names); Break("a"); Wait("w"); Continue(); Continue(1)
Continue(outputs=reply); Continue(x=1); http.get(self.url, reply=Reply); http.get(); http.get(1, 2)
http.get(self.url, reply=None); http.get(self.url, url=self.url, reply=Reply); http.patch(self.url); http.nothing; http()
http.post(self.url, reply=Reply, json=reply, text="a"); http.post(self.url, reply=Reply, json=None)
http.get(None, reply=Reply); http.post(self.url, reply=Reply, headers=1)
http.post(self.url, reply=Reply, headers={"a": reply}); http.post(*[], **{}); http.get(self.url, reply=Reply, timeout=1)
http.get(self.url, reply=Reply, on_refused=1); Approval; Approval(); __name__; __file__; http.get(self.url, reply=Item)
http.get(self.url, reply=Reply, on_refused=None); http.get(self.url, reply=Reply, query={"a": None}); print; len
NotImplemented; Exception("x"); super().status(reply); type(reply); (lambda x: x)(1); [*reply.names]; globals()["a"]
await http.get(self.url); await http.get(self.url, reply=Job); (await http.get(self.url, reply=Job)).id; http.get(self.url)
await once("a", http.get(self.url)); once("a", http.get(self.url)); await once(reply.message, http.get(self.url, reply=Job))
await once("a", http.get(self.url, on_malformed=Wait("a"))); await once("a"); await once("a", reply); await self.run(context)
self.run(context); await super().run(context); await asyncio.sleep(1); [await http.get(name) for name in reply.names]
answer; answer.status; answer.text; answer.headers; answer.headers["Location"]; answer.headers.get("a"); answer.ok
answer.headers.get(reply.message, "b"); answer.headers[1]; "a" in answer.headers; answer.json(Job); answer.json()
answer.json(Job).id; answer.json(1); await answer; answer.text.split(",")[0]; answer.status in range(3); job; job.phase
Job(id="a", phase=Phase.DONE); Continue(outputs=reply.first); Continue(outputs={"a": 1}); Continue(reply); await reply.items
"""
STATEMENTS = [
    *("pass", "return", "return None", "return reply", "raise", "raise ValueError", "assert reply", "del reply", "global x"),
    *("import os", "from os import path", "x = 1", "x = y = 1", "x, y = 1, 2", "x += 1", "x: int", "x: int = 1", "self.x = 1"),
    *("reply = 1", "reply[0] = 1", "for x in reply.items: pass", "while True: pass", "with a as b: pass", "def f(): pass"),
    *("try:\n pass\nexcept E as e:\n pass", "class C: pass", "if x: pass", "if reply: return 1", "if (x := 1): pass", "yield"),
    *("match reply.status:\n case 1 | 2:\n  return 2\n case [x, *y]:\n  pass\n case _:\n  return reply.status", "lambda: 1"),
    *('"text"', "...", "print(1)", 'Fail("x")', "break", "async for x in y: pass", "return Status.OPEN", "return Fail(x)"),
    *("if reply.owner: pass\nelif reply.first: return Status.OPEN\nelse: x = 2", "return x if x else y", "await reply"),
    *(
        "job = await http.get(self.url, reply=Job)",
        "await http.delete(self.url)",
        "answer = await http.get(self.url)",
        "job: Job",
    ),
    *("answer = await once('m', http.post(self.url, text='a'))", "found = answer.json(Job)", "return await http.get(self.url)"),
    *(
        "async with a: pass",
        "return await self.run(context)",
        "answer.json(Job)",
        "http.get(self.url)",
        "once('a')",
        "self.run(context)",
    ),
    "match reply.message:\n case 'a' if reply.owner:\n  return Continue()\n case None | str():\n  pass\n case other:\n  pass",
    "match answer.status:\n case 200 | 201:\n  pass\n case 404:\n  job = await http.get(self.url)\n case _:\n  return",
]
CORPUS = [ast.parse(f"({text.strip()})", mode="eval").body for text in re.split(r"[;\n]", EXPRESSIONS) if text.strip()]
BLOCKS = [ast.parse(text).body[0] for text in STATEMENTS]


def programs() -> list[str]:
    found = [fixed(file) for file in CASES if file.stem not in ("circular_import", "exception_at_import")]
    own = [*(ROOT / "steps").glob("*.py"), *(ROOT / "examples").glob("*.py")]
    assert len(found) >= 300 and len(own) >= 8
    return [
        *found,
        *(10 * [file.read_text(encoding="utf-8") for file in sorted(own)]),
    ]  # as many as there are small ones, nearly


def mutated(text: str, draw: random.Random) -> str:
    """`text` with some changes in the bodies of its methods and lambdas, which importing it does not execute."""
    tree = ast.parse(text)
    spots: list[tuple[ast.AST, str, int | None]] = [(n, "body", None) for n in ast.walk(tree) if isinstance(n, ast.Lambda)]
    for parent in (node for root in bodies(tree) for node in ast.walk(root) if not isinstance(node, ast.JoinedStr)):
        for name, value in ast.iter_fields(parent):
            if isinstance(value, ast.expr) and name != "format_spec":
                spots.append((parent, name, None))
            elif isinstance(value, list):
                kinds = (ast.expr, ast.stmt)
                spots += [(parent, name, i) for i, item in enumerate(cast("list[object]", value)) if isinstance(item, kinds)]
    for parent, name, index in draw.sample(spots, min(len(spots), draw.choice([1, 1, 1, 2, 3]))):
        block: list[Any] = [] if index is None else getattr(parent, name)
        if index is None:
            setattr(parent, name, copy.deepcopy(draw.choice(CORPUS)))
        elif index < len(block) and isinstance(block[index], ast.expr):
            block[index] = copy.deepcopy(draw.choice(CORPUS))
        elif index < len(block):
            change_statement(block, index, draw)
    try:
        return ast.unparse(ast.fix_missing_locations(tree))
    except ValueError:  # an f-string that Python 3.11 cannot spell
        return text


def change_statement(block: list[ast.stmt], index: int, draw: random.Random) -> None:
    match draw.randrange(5):
        case 0:
            block[index] = copy.deepcopy(draw.choice(BLOCKS))
        case 1:
            block.insert(index, copy.deepcopy(draw.choice(BLOCKS)))
        case 2 if len(block) > 1:
            del block[index]
        case 3:
            block.insert(index, copy.deepcopy(block[index]))
        case _:
            block[index] = ast.If(copy.deepcopy(draw.choice(CORPUS)), [block[index]], draw.choice([[], [ast.Pass()]]))


def bodies(tree: ast.AST) -> Iterator[ast.AST]:
    """The bodies of functions and lambdas, each as a tree of its own: defaults and decorators are executed by an import."""
    for node in ast.walk(tree):
        if isinstance(node, (ast.FunctionDef, ast.AsyncFunctionDef)):
            yield ast.Module(node.body, [])
        elif isinstance(node, ast.Lambda):
            yield ast.Expression(node.body)


@pytest.mark.parametrize("seed", range(ROUNDS))
def test_a_mutated_method_compiles_or_is_refused(seed: int, tmp_path: Path) -> None:
    draw = random.Random(seed)
    file = tmp_path / "mutant.py"
    for number in range(MUTANTS):
        text = mutated(draw.choice(PROGRAMS), draw)
        file.write_text(text, encoding="utf-8", errors="surrogatepass")
        os.utime(file, (seed, number))  # the loader reads a file anew when it changed
        try:
            with time_limit(), warnings.catch_warnings(action="ignore"):
                result = compiled(file)
        except BaseException:
            print(text)
            raise
        for found in result.found:
            assert found.help, text
            assert found.span.file == file or found.span.file == PRELUDE_FILE, text
            lines = found.span.file.read_text(encoding="utf-8").splitlines()
            assert 1 <= found.span.line <= max(len(lines), 1), text


PROGRAMS = programs()
RUN = """async def run(self, context: Context) -> Any:
    reply = await http.get(self.url, reply=Reply)
    answer = await http.get(self.url)
"""
CASES_OF = """    match {}:
        case {}:
            return Wait('a')
        case _:
            return Fail('b')
"""
PLACES = {
    "status": "def status(self, reply: Reply) -> Any:\n    return {}",
    "request": "def request(self, context: Context) -> Any:\n    return {}",
    "local": "def status(self, reply: Reply) -> Any:\n    value = {}\n    return Status.OPEN if value else Status.DONE",
    "condition": "def status(self, reply: Reply) -> Any:\n    if {}:\n        return Status.OPEN\n    return reply.status",
    "message": "def status(self, reply: Reply) -> Any:\n    return Fail({})",
    "f-string": "def status(self, reply: Reply) -> Any:\n    value = {}\n    return Fail(f'{{value}}')",
    "field": "def request(self, context: Context) -> Any:\n    return http.post(self.url, json=Order(name={}), reply=Reply)",
    "policy": "def request(self, context: Context) -> Any:\n    return http.get(self.url, on_refused={}, reply=Reply)",
    "run": f"{RUN}    return {{}}",
    "judged": f"{RUN}    value = {{}}\n    return Wait('a') if value else Continue()",
    "awaited": f"{RUN}    value = await {{}}\n    return Continue(outputs=value)",
    "outputs": f"{RUN}    return Continue(outputs={{}})",
    "matched": RUN + CASES_OF.format("{}", "1 | 'a' | None"),
    "guard": RUN + CASES_OF.format("reply.message", "'a' if {}"),
    "remembered": f"{RUN}    value = await once('a', {{}})\n    return Fail(value.message)",
    "argument": f"{RUN}    return Fail(self.said({{}}))\n\ndef said(self, value: Any) -> Any:\n    return f'{{{{value}}}}'",
    "helper": f"{RUN}    return await self.done(reply)\n\nasync def done(self, reply: Any) -> Any:\n    return {{}}",
    "header": "def request(self, context: Context) -> Any:\n    return http.get(self.url, headers={{'a': {}}}, reply=Reply)",
}


@pytest.mark.parametrize("place", PLACES)
def test_every_construct_in_every_place_compiles_or_is_refused(place: str, tmp_path: Path) -> None:
    texts = [PRELUDE]
    for number, node in enumerate(CORPUS):
        method = textwrap.indent(PLACES[place].format(f"({ast.unparse(node)})"), "    ")
        bases = ("Work", "limit: int = 3") if "def run" in method else ("Approval", "actions = ACTIONS")
        text = f'class Ask{number}({bases[0]}, name="ask-{number}"):\n    {bases[1]}\n\n{method}\n\n\n'
        texts += [text] if _is_python(text) else []
    file = tmp_path / "constructs.py"
    file.write_text("".join(texts), encoding="utf-8")
    with time_limit(30), warnings.catch_warnings(action="ignore"):
        result = compiled(file)
    assert all(found.help and found.span.file == file for found in result.found)
    refused = {line for found in result.found for line in range(found.span.line - 12, found.span.line + 1)}
    starts = [n for n, line in enumerate(file.read_text(encoding="utf-8").splitlines(), 1) if line.startswith("class ")]
    assert len(starts) >= 190
    assert len(refused & set(starts)) >= len(starts) // 2, "most of these are no values for this place"


def _is_python(text: str) -> bool:
    with warnings.catch_warnings(action="ignore"):
        try:
            compile(text, "construct", "exec")
        except SyntaxError:
            return False
    return True
