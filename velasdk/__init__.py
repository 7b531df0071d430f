"""Typed Python steps for KubeVela workflows."""

from .actions import Action as Action
from .actions import Break as Break
from .actions import Continue as Continue
from .actions import Fail as Fail
from .actions import Suspend as Suspend
from .actions import Wait as Wait
from .connection import BearerConnection as BearerConnection
from .connection import Connection as Connection
from .context import Context as Context
from .effects import http as http
from .effects.http import Request as Request
from .effects.http import Response as Response
from .effects.once import once as once
from .model import Field as Field
from .model import Model as Model
from .model import to_camel as to_camel
from .parameter import Parameter as Parameter
from .secret import Secret as Secret
from .step import Actions as Actions
from .step import Scope as Scope
from .step import StatusStep as StatusStep
from .step import Step as Step

__all__ = [
    "Action",
    "Actions",
    "BearerConnection",
    "Break",
    "Connection",
    "Context",
    "Continue",
    "Fail",
    "Field",
    "Model",
    "Parameter",
    "Request",
    "Response",
    "Scope",
    "Secret",
    "StatusStep",
    "Step",
    "Suspend",
    "Wait",
    "http",
    "once",
    "to_camel",
]
