"""What has changed between two versions of an addon for those who rely on it, and which step of the version that asks for.

As `buf breaking` does for protobuf: what workflows give and read, what operators see, what APIs are sent, and what a run in
flight has left for its next execution. How a step decides is not compared.
"""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from typing import Any, TypeVar

from ..contract import ID, KEY, Contract, Memory, Promise
from ..diagnostics import VelasdkError
from .kinds import RULES, Bump, Kind
from .published import Published, published
from .shapes import Change, Difference, Shapes, default_of
from .versions import shown, takes_as_many, version

T = TypeVar("T")

LONGEST = 500
"""How many characters are shown of what stands in a package."""

_PARAMETERS: Mapping[Change, Kind] = {
    Change.REMOVED: Kind.PARAMETER_REMOVED,
    Change.ADDED: Kind.PARAMETER_ADDED,
    Change.REQUIRED: Kind.PARAMETER_REQUIRED,
    Change.OPTIONAL: Kind.PARAMETER_OPTIONAL,
    Change.RETYPED: Kind.PARAMETER_RETYPED,
    Change.NARROWED: Kind.PARAMETER_NARROWED,
    Change.WIDENED: Kind.PARAMETER_WIDENED,
    Change.RENUMBERED: Kind.PARAMETER_RENUMBERED,
    Change.DEFAULT: Kind.PARAMETER_DEFAULT,
}
_OUTPUTS: Mapping[Change, Kind] = {
    Change.REMOVED: Kind.OUTPUT_REMOVED,
    Change.ADDED: Kind.OUTPUT_ADDED,
    Change.REQUIRED: Kind.OUTPUT_ADDED,
    Change.RETYPED: Kind.OUTPUT_RETYPED,
    Change.NARROWED: Kind.OUTPUT_NARROWED,
    Change.WIDENED: Kind.OUTPUT_WIDENED,
    Change.RENUMBERED: Kind.OUTPUT_RETYPED,
}
"""Every output is always there, whether its model has a default for it or not."""

_HARMLESS = (Change.REMOVED, Change.ADDED, Change.OPTIONAL, Change.WIDENED, Change.DEFAULT, Change.RENUMBERED)
"""What may change in a model that an older answer is read as."""


@dataclass(frozen=True, slots=True)
class Finding:
    """One change: the step it is in (empty for the addon itself), what it is in one sentence, what happens to runs in flight,
    and the part of the version that has to grow."""

    step: str
    kind: Kind
    change: str
    in_flight: str

    @property
    def asks(self) -> Bump:
        """Which step of the version the change asks for, from 1.0.0 on."""
        return RULES[self.kind].asks


def compatible(old: Mapping[str, bytes], new: Mapping[str, bytes]) -> list[Finding]:
    """What has changed from the package `old` to the package `new` of the same addon, the addon itself and then by step.

    Packages are path in the addon -> content. What a package without a contract promises is unknown, and said to be. Raises
    `VelasdkError` for a contract that cannot be read, or is that of another addon.
    """
    before, after = published(old), published(new)
    if before.contract is not None and after.contract is not None:
        found = list(_of_addon(before.contract, after.contract))
    else:
        found = []
    for path in sorted({*before.unclear, *after.unclear}):
        if before.unclear.get(path) != after.unclear.get(path):
            found.append(_finding("", Kind.UNKNOWN, path, "it is no YAML of a definition"))
    for step in sorted({*before.definitions, *after.definitions}):
        found += _of_step(step, before, after)
    return found


def compare(old: Contract, new: Contract) -> list[Finding]:
    """What has changed from one contract to another of the same addon. Raises `VelasdkError`."""
    found = list(_of_addon(old, new))
    for step in sorted({*old.steps, *new.steps}):
        found += _promised(step, old.steps.get(step), new.steps.get(step))
    return found


def version_problem(findings: Sequence[Finding], old: str, new: str) -> str | None:
    """Why `new` cannot be the version behind `old` with these changes in it; None when it can.

    The same version can replace itself, if somebody insists, where no more than a patch is asked for. Raises `VelasdkError`
    for what is no version.
    """
    before, after = version(old), version(new)
    if after.rank < before.rank:
        return f"{new} is not later than {old}, which is published"
    most = before.counted(max((one.asks for one in findings), default=Bump.PATCH))
    needed = before.after(most)
    if after.base >= needed or (after.rank == before.rank and most is Bump.PATCH):
        return None
    asking = [one.asks for one in findings if before.counted(one.asks) is most]
    return f"{new} is too small a step from {old} for {_said_of(asking)}: make it {shown(needed)} or later"


def _said_of(asking: Sequence[Bump]) -> str:
    what = "breaking change" if Bump.MAJOR in asking else "addition" if Bump.MINOR in asking else "change"
    return f"{len(asking)} {what}{'' if len(asking) == 1 else 's'}"


def _finding(step: str, kind: Kind, name: str = "", old: str = "", new: str = "") -> Finding:
    said = {key: value[:LONGEST] for key, value in (("name", name), ("old", old), ("new", new))}
    rule = RULES[kind]
    return Finding(step, kind, rule.change.format_map(said), rule.in_flight.format_map(said))


def _of_addon(old: Contract, new: Contract) -> Iterator[Finding]:
    if old.addon != new.addon:
        raise VelasdkError(f"these are two addons, not two versions of one: {old.addon[:LONGEST]!r} and {new.addon!r}")
    if old.dialect is not new.dialect:
        yield _finding("", Kind.DIALECT, old=old.dialect, new=new.dialect)
    if old.vela != new.vela:
        wider = takes_as_many(old.vela, new.vela)
        yield _finding("", Kind.VELA_WIDENED if wider else Kind.VELA_NARROWED, old=old.vela, new=new.vela)


def _of_step(step: str, before: Published, after: Published) -> list[Finding]:
    was, is_ = before.definitions.get(step), after.definitions.get(step)
    if was is None or is_ is None:
        return [_finding(step, Kind.STEP_ADDED if was is None else Kind.STEP_REMOVED)]
    old, new = (one.contract.steps.get(step) if one.contract is not None else None for one in (before, after))
    if old is None or new is None:
        which = "the published version" if old is None else "this version"
        found = [_finding(step, Kind.UNKNOWN, "the step", f"{which} has no contract of it")] if was != is_ else []
    else:
        found = _promised(step, old, new) or ([_finding(step, Kind.TEXT)] if was != is_ else [])
    own = before.versions.get(step)
    if was != is_ and own is not None and own == after.versions.get(step):
        found.append(_finding(step, Kind.SAME_VERSION, old=own))
    return found


def _promised(step: str, old: Promise | None, new: Promise | None) -> list[Finding]:
    """What has changed in what a step promises. That its contract is written otherwise is a change of its text."""
    if old is None or new is None:
        return [_finding(step, Kind.STEP_ADDED if old is None else Kind.STEP_REMOVED)]
    found = [*_parameters(step, old, new), *_suspends(step, old, new), *_keys(step, old, new)]
    found += [*_once(step, old, new), *_outputs(step, old, new), *_read(step, old, new)]
    return found or ([_finding(step, Kind.TEXT)] if old.data() != new.data() else [])


def _parameters(step: str, old: Promise, new: Promise) -> Iterator[Finding]:
    for one in Shapes(old.models, new.models).fields(old.parameters, new.parameters):
        if one.path in new.connections and one.path not in old.parameters:
            continue  # more is said of it as a connection
        was = one.old and f"{one.old} by default"
        if one.change is Change.REQUIRED:
            one = Difference(one.path, one.change, was or "new")
        yield _finding(step, _PARAMETERS[one.change], one.path, one.old, one.new)


def _outputs(step: str, old: Promise, new: Promise) -> Iterator[Finding]:
    for one in Shapes(old.models, new.models).fields(old.outputs, new.outputs):
        if one.change in _OUTPUTS and not (one.change is Change.REQUIRED and one.old):
            yield _finding(step, _OUTPUTS[one.change], one.path, one.old, one.new)


def _suspends(step: str, old: Promise, new: Promise) -> Iterator[Finding]:
    added = Kind.SUSPEND_ADDED if old.suspends else Kind.SUSPEND_FIRST
    yield from _named(step, old.suspends, new.suspends, Kind.SUSPEND_RENAMED, Kind.SUSPEND_REMOVED, added)
    for label in sorted(old.suspends.keys() & new.suspends.keys()):
        before, after = old.suspends[label], new.suspends[label]
        if before.on_resume != after.on_resume:
            yield _finding(step, Kind.SUSPEND_OVERRIDES if after.on_resume == "succeed" else Kind.SUSPEND_RECHECKS, label)
        if before.duration != after.duration:
            kind = Kind.DURATION_CHANGED if before.duration and after.duration else Kind.DURATION_ADDED
            kind = Kind.DURATION_REMOVED if after.duration is None else kind
            yield _finding(step, kind, label, before.duration or "", after.duration or "")


def _keys(step: str, old: Promise, new: Promise) -> Iterator[Finding]:
    """Where the key is: `POST <url>: body.id`; what it is part of is looked at where the place is the same."""
    before, after = (
        {f"`{request}` at `{place}`": text for request, places in one.key.items() for place, text in places.items()}
        for one in (old, new)
    )
    gone, come = _apart(before, after)
    for was, is_ in _paired(gone, come):
        yield _finding(step, Kind.KEY_MOVED, old=was, new=is_)
    for place in gone:
        yield _finding(step, Kind.KEY_REMOVED, old=place)
    for place in come:
        yield _finding(step, Kind.KEY_ADDED, new=place)
    for place in sorted(before.keys() & after.keys()):
        was, is_ = before[place], after[place]
        if was == is_:
            continue
        if was.replace(KEY, ID) == is_.replace(KEY, ID):
            yield _finding(step, Kind.KEY_SAFE if KEY in is_ else Kind.KEY_UNSAFE, new=place)
        else:
            yield _finding(step, Kind.KEY_CHANGED, old=f"`{was}`", new=f"`{is_}` in {place}")


def _once(step: str, old: Promise, new: Promise) -> Iterator[Finding]:
    yield from _named(step, old.once, new.once, Kind.ONCE_RENAMED, Kind.ONCE_REMOVED, Kind.ONCE_ADDED)
    for name in sorted(old.once.keys() & new.once.keys()):
        before, after = old.once[name], new.once[name]
        if before.request != after.request:
            yield _finding(step, Kind.ONCE_REQUEST, name, f"`{before.request}`", f"`{after.request}`")
        for header in after.headers:
            if header not in before.headers:
                yield _finding(step, Kind.ONCE_HEADER, name, new=f"`{header}`")
        if (apart := _unlike(before, after, old, new)) is not None:
            yield _finding(step, Kind.ONCE_REPLY, name, *apart)


def _unlike(before: Memory, after: Memory, old: Promise, new: Promise) -> tuple[str, str] | None:
    """Why an answer that one version has remembered may not be read by another, in words; None where it will be."""
    known = [before.reply] if before.reply is not None else before.reads
    for wanted in [after.reply] if after.reply is not None else after.reads:
        reasons: tuple[str, str] | None = ("any text", wanted)
        for one in known:
            differences = Shapes(old.models, new.models).fields(old.models[one], new.models[wanted])
            reasons = next((_said(each) for each in differences if each.change not in _HARMLESS), None)
            if reasons is None:
                break
        if reasons is not None:
            return reasons
    return None


def _said(one: Difference) -> tuple[str, str]:
    """A difference between two models as old and new."""
    if one.change is Change.REQUIRED:
        return (f"`{one.path}` may be missing" if one.old else f"no `{one.path}`"), f"`{one.path}` required"
    return f"`{one.path}` {one.old}", one.new


def _read(step: str, old: Promise, new: Promise) -> Iterator[Finding]:
    gone, come = _apart(old.connections, new.connections)
    for name in gone:
        yield _finding(step, Kind.CONNECTION_REMOVED, name)
    for name in come:
        by_default = default_of(new.parameters[name]) if name in new.parameters else ""
        yield _finding(step, Kind.CONNECTION_ADDED, name, new=f"{by_default} by default" if by_default else "no default")
    for name in sorted(old.connections.keys() & new.connections.keys()):
        before, after = (f"{one.auth}{', tls' if one.tls else ''}" for one in (old.connections[name], new.connections[name]))
        if before != after:
            yield _finding(step, Kind.CONNECTION_CHANGED, name, before, after)
    if new.reads_run and not old.reads_run:
        yield _finding(step, Kind.READS_RUN)


def _named(
    step: str, old: Mapping[str, Any], new: Mapping[str, Any], renamed: Kind, removed: Kind, added: Kind
) -> Iterator[Finding]:
    """What has another name, is gone or is new."""
    gone, come = _apart(old, new)
    for was, is_ in _paired(gone, come):
        yield _finding(step, renamed, old=was, new=is_)
    for name in gone:
        yield _finding(step, removed, name)
    for name in come:
        yield _finding(step, added, name)


def _apart(old: Mapping[str, T], new: Mapping[str, T]) -> tuple[dict[str, T], dict[str, T]]:
    """What is only in one of the two, in order."""
    gone = {name: old[name] for name in sorted(old.keys() - new.keys())}
    return gone, {name: new[name] for name in sorted(new.keys() - old.keys())}


def _paired(gone: dict[str, Any], come: dict[str, Any]) -> Iterator[tuple[str, str]]:
    """The only one of some content that is gone and the only one that has come: it is called otherwise. Both are taken out."""
    for name, value in list(gone.items()):
        same = [other for other, its in come.items() if its == value]
        if len(same) == 1 and sum(other == value for other in gone.values()) == 1:
            del gone[name], come[same[0]]
            yield name, same[0]
