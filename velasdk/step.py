"""`Step` and `StatusStep`: the classes an author derives from, and what Python checks the moment one is defined."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from contextvars import ContextVar
from dataclasses import dataclass, field
from enum import Enum
from typing import Any, ClassVar, Generic, Literal, TypeAlias, TypeGuard, TypeVar, cast, dataclass_transform

from pydantic import ConfigDict
from pydantic._internal._model_construction import ModelMetaclass  # what SQLModel derives from too; no public name
from pydantic.main import BaseModel

from . import definition
from .actions import Action, Break, Continue, Fail, Suspend, Wait
from .context import Context
from .diagnostics import Problem
from .effects.http import Request
from .model import Model
from .parameter import Parameter

R = TypeVar("R", bound=Model)
S = TypeVar("S", bound=Enum)

Scope: TypeAlias = Literal["Application", "WorkflowRun"]
Actions: TypeAlias = Mapping[S, Action | Callable[[R], Action]]
"""The type of `StatusStep.actions`, for authors who annotate it: `actions: Actions[Review, ReviewReply] = {...}`."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Metadata:
    """What the class statement says of the definition beside its template; the description is the docstring."""

    name: str
    alias: str = ""
    category: str = ""
    labels: Mapping[str, str] = field(default_factory=dict[str, str])
    scope: Scope | None = None
    version: str | None = None


class DefinitionError(TypeError):
    """A step class is wrong as it stands; `problems` says how."""

    def __init__(self, step: str, problems: list[Problem]) -> None:
        super().__init__(f"{step}: " + "; ".join(f"{p.message} ({p.code}; {p.help})" for p in problems))
        self.problems = problems


collecting: ContextVar[dict[type, list[Problem]] | None] = ContextVar("collecting", default=None)
"""Set while the loader imports a file: problems are kept there and not raised, so one wrong class hides no other."""


_NO_NAME: dict[str, Any] = {"name": ""}


@dataclass_transform(kw_only_default=True, field_specifiers=(Parameter,))
class StepMeta(ModelMetaclass):
    """Takes the metadata keywords and `actions` out of the class statement before pydantic sees it, and checks them."""

    def __new__(mcs, cls_name: str, bases: tuple[type, ...], namespace: dict[str, Any], **kwargs: Any) -> type:
        """Make the class; raise `DefinitionError`, or hand its problems to the loader."""
        generic = "__pydantic_generic_metadata__" in kwargs
        abstract = generic or namespace.get("__module__") == __name__
        actions = namespace.pop("actions", None)
        annotations: dict[str, Any] = namespace.get("__annotations__", {})
        annotations.pop("actions", None)
        keywords: dict[str, Any] = {} if generic else {key: kwargs.pop(key) for key in definition.KEYWORDS if key in kwargs}
        cls = super().__new__(mcs, cls_name, bases, namespace, **kwargs)
        if actions is not None:
            type.__setattr__(cls, "actions", actions)
        if not abstract:
            actions = next((vars(base)["actions"] for base in cls.__mro__ if _has_actions(base)), None)
            found = definition.problems(cls_name, keywords, actions, status_type(cls), reply_type(cls), is_mapped(cls))
            type.__setattr__(cls, "__velasdk__", Metadata(**_NO_NAME | keywords))
            if found and (kept := collecting.get()) is not None:
                kept[cls] = found
            elif found:
                raise DefinitionError(cls_name, found)
        return cls


class Step(BaseModel, metaclass=StepMeta):
    """A workflow step: parameters as annotated fields, `run` says what it does.

    Class keywords: `name` (required, the `type:` a workflow gives), `alias`, `category`, `labels`, `scope`
    (`"Application"` or `"WorkflowRun"`; without it both) and `version` (three integers, KubeVela 1.10 and later).
    """

    model_config = ConfigDict(
        strict=True, frozen=True, extra="forbid", validate_by_name=True, validate_by_alias=True, defer_build=True
    )
    __velasdk__: ClassVar[Metadata]

    def __init_subclass__(
        cls,
        *,
        name: str = "",
        alias: str = "",
        category: str = "",
        labels: Mapping[str, str] | None = None,
        scope: Scope | None = None,
        version: str | None = None,
    ) -> None:
        super().__init_subclass__()

    async def run(self, context: Context) -> Action:
        """Execute the step once, from the top, and return what the engine shall do."""
        raise TypeError(f"{type(self).__name__} has no run()")


class StatusStep(Step, Generic[R, S]):
    """A step that sends one request and maps the status in the reply to an action.

    `request` says what is sent, `status` reads the reply (or returns an action when there is no status in it), and
    `actions` gives one action, or a function of the reply, for each member of the status enum.
    """

    actions: Mapping[S, Action | Callable[[R], Action]] = Parameter(init=False)

    def request(self, context: Context) -> Request[R]:
        """The request to send; called at every execution."""
        raise TypeError(f"{type(self).__name__} has no request()")

    def status(self, reply: R) -> S | Action:
        """The status in a well-formed reply, or an action where the reply has none."""
        raise TypeError(f"{type(self).__name__} has no status()")

    async def run(self, context: Context) -> Action:
        """Send the request, read the status, and look up its action."""
        reply = await self.request(context)
        status = self.status(reply)
        if isinstance(status, (Continue, Fail, Break, Wait, Suspend)):
            return status
        action = self.actions[status]
        return action if isinstance(action, (Continue, Fail, Break, Wait, Suspend)) else action(reply)


def _type_arguments(cls: type) -> tuple[Any, ...]:
    """What `cls` gave for the type variables of `StatusStep`, from the nearest base that gave any."""
    for base in cls.__mro__:
        generic: dict[str, Any] = getattr(base, "__pydantic_generic_metadata__", {})
        if generic.get("args"):
            return tuple(generic["args"])
    return ()


def _has_actions(cls: type) -> bool:
    """Whether a step class, not one of the bases here, says what `actions` are."""
    return "actions" in vars(cls) and cls.__module__ != __name__


def is_mapped(cls: type) -> TypeGuard[type[StatusStep[Any, Any]]]:
    """Whether `cls` is a `StatusStep`, which maps a status to actions."""
    return any(base.__name__ == "StatusStep" and base.__module__ == __name__ for base in cls.__mro__)


def actions_of(cls: type[StatusStep[Any, Any]]) -> Mapping[Any, Action | Callable[[Any], Action]]:
    """The table of actions of a step class."""
    return cast("Mapping[Any, Action | Callable[[Any], Action]]", type.__getattribute__(cls, "actions"))


def reply_type(cls: type) -> type[Model] | None:
    """The model of the reply that `cls`, a `StatusStep`, reads: its first type argument."""
    found = _type_arguments(cls)[:1]
    return found[0] if found and isinstance(found[0], type) and issubclass(found[0], Model) else None


def status_type(cls: type) -> type[Enum] | None:
    """The enum that `cls`, a `StatusStep`, maps to actions: its second type argument."""
    found = _type_arguments(cls)[1:]
    return found[0] if found and isinstance(found[0], type) and issubclass(found[0], Enum) else None


def is_step(value: object) -> bool:
    """Whether `value` is a step class an author wrote: one with metadata, not a base."""
    return isinstance(value, StepMeta) and "__velasdk__" in vars(value)
