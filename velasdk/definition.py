"""What must hold of a step class before its methods are read: its name, its metadata, its table of actions.

Limits are KubeVela's and Kubernetes' own: a definition is a Kubernetes object, a Suspend's label becomes part of a
ConfigMap key, and the names of vela-core's own steps are taken.
"""

from __future__ import annotations

import re
from collections.abc import Iterator, Mapping
from enum import Enum
from typing import Any, cast

from .actions import Break, Continue, Fail, Suspend, Wait
from .diagnostics import Problem
from .model import Model

KEYWORDS = ("name", "alias", "category", "labels", "scope", "version")

NAME = re.compile(r"[a-z0-9]([-a-z0-9]{0,50}[a-z0-9])?")
LABEL = re.compile(r"[-._a-zA-Z0-9]{1,150}")
VERSION = re.compile(r"(0|[1-9][0-9]{0,5})\.(0|[1-9][0-9]{0,5})\.(0|[1-9][0-9]{0,5})")
DURATION = re.compile(r"([0-9]+(\.[0-9]+)?(ms|s|m|h))+")
LABEL_KEY = re.compile(r"([a-z0-9]([-a-z0-9.]{0,250}[a-z0-9])?/)?[A-Za-z0-9]([-A-Za-z0-9_.]{0,61}[A-Za-z0-9])?")
LABEL_VALUE = re.compile(r"([A-Za-z0-9]([-A-Za-z0-9_.]{0,61}[A-Za-z0-9])?)?")

BUILTIN_STEPS = frozenset(
    """
    addon-operation apply-app apply-application apply-application-in-parallel apply-component apply-deployment apply-job
    apply-object apply-remaining apply-terraform-config apply-terraform-provider build-push-image builtin-apply-component
    canary-deploy canary-rollback canary-rollout chat-gpt check-metrics clean-jobs collect-service-endpoints create-config
    delete-config depends-on-app deploy deploy-cloud-resource deploy2env deploy2runtime export-data export-service
    export2config export2secret generate-jdbc-connection import-grafana-dashboard install-datasource-from-addon
    install-datasource-from-config install-kubernetes-api-datasource list-config notification predownloadimage
    print-message-in-status read-app read-config read-object request restart-workflow share-cloud-resource step-group
    suspend trivy-check vela-cli webhook
    """.split()
)
"""Steps that vela-core, vela-workflow or KubeVela's own addons bring (kubevela, workflow and catalog repositories)."""


_UNITS = {"ms": 0.001, "s": 1.0, "m": 60.0, "h": 3600.0}


def seconds(duration: str) -> float:
    """How long a duration is, as `DURATION` has it."""
    return sum(float(number) * _UNITS[unit] for number, unit in re.findall(r"([0-9.]+)(ms|s|m|h)", duration))


def problems(
    class_name: str,
    keywords: Mapping[str, Any],
    actions: object,
    status: type[Enum] | None,
    reply: type[Model] | None,
    mapped: bool,
) -> list[Problem]:
    """All that is wrong with a class statement; `mapped` when it needs a reply and actions for the enum `status`."""
    return [*_metadata(class_name, keywords), *(_mapping(actions, status, reply) if mapped else ())]


def _mapping(actions: object, status: type[Enum] | None, reply: type[Model] | None) -> Iterator[Problem]:
    if status is None:
        yield Problem(
            "VS202",
            "the step does not say which enum `actions` maps",
            "derive from `StatusStep[Reply, Status]` with `Status` an Enum",
        )
    elif reply is None:
        yield Problem(
            "VS202",
            "the step does not say which model it reads",
            "derive from `StatusStep[Reply, Status]` with `class Reply(Model)`",
        )
    else:
        yield from _actions(actions, status)


def _metadata(class_name: str, keywords: Mapping[str, Any]) -> Iterator[Problem]:
    name = keywords.get("name")
    if name is None:
        suggestion = re.sub(r"(?<=[a-z0-9])(?=[A-Z])", "-", class_name).lower()
        yield Problem("VS401", f"`{class_name}` has no name", f'write `class {class_name}(..., name="{suggestion}")`')
    elif not isinstance(name, str) or not NAME.fullmatch(name):
        yield Problem(
            "VS405",
            f"{f'the step name {name!r}' if isinstance(name, str) else 'what is no text'} cannot name a Kubernetes object",
            "use lower-case letters, digits and `-`, at most 52, beginning and ending with a letter or digit",
            "keyword:name",
        )
    elif name in BUILTIN_STEPS:
        yield Problem(
            "VS402",
            f"KubeVela brings a step named `{name}`",
            "choose another name: an addon with this one cannot be installed, or replaces the built-in step",
            "keyword:name",
        )
    for text in ("alias", "category"):
        if not isinstance(keywords.get(text, ""), str):
            yield Problem("VS404", f"`{text}` is not a text", f'write `{text}="..."`', f"keyword:{text}")
    if keywords.get("scope") not in (None, "Application", "WorkflowRun"):
        yield Problem(
            "VS404",
            f"KubeVela knows no scope {keywords['scope']!r}",
            '`scope` is "Application", "WorkflowRun" or left out for both',
            "keyword:scope",
        )
    version = keywords.get("version")
    if version is not None and not (isinstance(version, str) and VERSION.fullmatch(version)):
        yield Problem(
            "VS404",
            f"{version!r} is no version of a definition",
            'KubeVela takes three integers: `version="1.2.3"`',
            "keyword:version",
        )
    labels: object = keywords.get("labels") or {}
    if not isinstance(labels, Mapping):
        yield Problem("VS404", "`labels` is not a mapping", 'write `labels={"team": "platform"}`', "keyword:labels")
        return
    for key, value in cast("Mapping[object, object]", labels).items():
        if not (isinstance(key, str) and LABEL_KEY.fullmatch(key)):
            yield Problem(
                "VS404", f"{key!r} is no label key", "use `name` or `prefix/name` as Kubernetes does", "keyword:labels"
            )
        if not (isinstance(value, str) and LABEL_VALUE.fullmatch(value)):
            yield Problem(
                "VS404",
                f"{value!r} is no label value",
                "use at most 63 letters, digits, `-`, `_` and `.`",
                "keyword:labels",
            )


def entry(key: object) -> str:
    """A key of `actions` as it is written there: the name of an enum member, or a constant."""
    return key.name if isinstance(key, Enum) else repr(key)


def _actions(actions: object, status: type[Enum]) -> Iterator[Problem]:
    place = "attribute:actions"
    if not isinstance(actions, Mapping):
        yield Problem("VS201", "`actions` is missing", f"give an action for each member of `{status.__name__}`", place)
        return
    table = cast("Mapping[object, object]", actions)
    for member in status:
        if member not in table:
            yield Problem(
                "VS201",
                f"`{status.__name__}.{member.name}` has no action",
                f"add `{status.__name__}.{member.name}: ...` to `actions`",
                place,
            )
    suspends: list[Suspend] = []
    for key, action in table.items():
        if not isinstance(key, status):
            yield Problem(
                "VS208",
                f"{key!r} is no member of `{status.__name__}`",
                f"use `{status.__name__}.<MEMBER>`",
                f"key:{entry(key)}",
            )
        elif isinstance(action, Suspend):
            yield from suspend_problems(action, f"value:{entry(key)}")
            suspends.append(action)
        elif isinstance(action, type):
            yield Problem(
                "VS209",
                f"`{status.__name__}.{key.name}` maps to the class {action.__name__}, which is no action",
                "make one: `Continue()`, or `Fail(...)` with its message",
                f"value:{entry(key)}",
            )
        elif isinstance(action, (Fail, Break, Wait)) and not isinstance(cast("object", action.message), str):
            yield Problem(
                "VS007",
                f"the message of `{status.__name__}.{key.name}` is {action.message!r}, which is no text",
                'write it as a text: `Fail("...")`',
                f"value:{entry(key)}",
            )
        elif not (isinstance(action, (Continue, Fail, Break, Wait)) or callable(action)):
            yield Problem(
                "VS209",
                f"`{status.__name__}.{key.name}` maps to {action!r}, which is no action",
                "use Continue, Fail, Wait, Suspend or a function of the reply that returns one",
                f"value:{entry(key)}",
            )
    yield from suspends_problems(suspends, place)


def suspend_problems(action: Suspend, place: str) -> Iterator[Problem]:
    """What is wrong with one Suspend by itself."""
    label, duration = cast("tuple[object, object]", (action.label, action.duration))
    if not (isinstance(label, str) and LABEL.fullmatch(label)):
        yield Problem(
            "VS203",
            f"a ConfigMap key cannot hold the suspend label {action.label!r}",
            "use letters, digits, `-`, `_` and `.` only: the engine keeps the label in a ConfigMap key",
            place,
        )
    if action.on_resume not in ("recheck", "succeed"):
        yield Problem("VS211", f"on_resume={action.on_resume!r} is unknown", 'use "recheck" or "succeed" with a reason', place)
    if action.on_resume == "succeed" and not action.reason:
        yield Problem(
            "VS205",
            f"a resume of `{action.label}` succeeds whatever the API says, and nothing says why",
            'add `reason="..."`, or leave `on_resume` out to ask again after a resume',
            place,
        )
    if duration is not None and not (isinstance(duration, str) and DURATION.fullmatch(duration)):
        yield Problem("VS206", f"{action.duration!r} is no duration", 'write `duration="24h"` or `"1h30m"`', place)
    yield from _elapse_problems(action, place)


def _elapse_problems(action: Suspend, place: str) -> Iterator[Problem]:
    """What is wrong with what happens when the time of a Suspend is up."""
    if action.on_elapse not in ("recheck", "succeed"):
        yield Problem("VS211", f"on_elapse={action.on_elapse!r} is unknown", 'use "recheck" or "succeed" with a reason', place)
    if action.on_elapse == "succeed" and not action.reason:
        yield Problem(
            "VS205",
            f"when its time is up `{action.label}` succeeds whatever the API says, and nothing says why",
            'add `reason="..."`, or leave `on_elapse` out to ask again then',
            place,
        )
    if action.on_elapse == "succeed" and action.duration is None:
        yield Problem("VS107", f"`{action.label}` succeeds when its time is up, and has none", 'add `duration="10m"`', place)
    if action.on_resume == "succeed" and action.duration is not None:
        yield Problem(
            "VS107",
            f"a resume of `{action.label}` does nothing for {action.duration}, and then the clock opens it, and nobody else",
            'leave `duration` out, or `on_resume` to ask again then; a delay that nobody decides is `on_elapse="succeed"`',
            place,
        )


def suspends_problems(suspends: list[Suspend], place: str) -> Iterator[Problem]:
    """What is wrong with all the Suspends of one step together."""
    labels = [action.label for action in suspends]
    for label in dict.fromkeys(label for label in labels if labels.count(label) > 1):
        yield Problem(
            "VS204",
            f"two suspends share the label `{label}`: a resume of one counts for the other",
            "give each its own label",
            place,
        )
    if len(suspends) > 1 and any(action.duration is not None for action in suspends):
        yield Problem(
            "VS212",
            "the engine keeps one duration for the whole step, so a second suspend would not stop",
            "a step with a duration has exactly one Suspend",
            place,
        )
