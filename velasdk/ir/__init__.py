"""What a step does, as data: frozen dataclasses with source spans, the meeting point of lowering, checks and emission.

Expressions are typed and pure. A step's body is a tree of nodes: each path through it is one thing an execution may do,
and ends in a `Return` or, where the language cannot compute, in a refusal that the emitter adds.
"""

from .expressions import And as And
from .expressions import Arithmetic as Arithmetic
from .expressions import ArithmeticOp as ArithmeticOp
from .expressions import Attribute as Attribute
from .expressions import Compare as Compare
from .expressions import CompareOp as CompareOp
from .expressions import Comprehension as Comprehension
from .expressions import Conditional as Conditional
from .expressions import Const as Const
from .expressions import ContextOf as ContextOf
from .expressions import Expr as Expr
from .expressions import Format as Format
from .expressions import Function as Function
from .expressions import Gathering as Gathering
from .expressions import IsNone as IsNone
from .expressions import Item as Item
from .expressions import ListDisplay as ListDisplay
from .expressions import Not as Not
from .expressions import NotNone as NotNone
from .expressions import ObjectDisplay as ObjectDisplay
from .expressions import Or as Or
from .expressions import ParameterOf as ParameterOf
from .expressions import Variable as Variable
from .nodes import ActionOf as ActionOf
from .nodes import Answer as Answer
from .nodes import Branch as Branch
from .nodes import Call as Call
from .nodes import ConnectionOf as ConnectionOf
from .nodes import ContinueOf as ContinueOf
from .nodes import Decode as Decode
from .nodes import KeepOf as KeepOf
from .nodes import Let as Let
from .nodes import MessageOf as MessageOf
from .nodes import Node as Node
from .nodes import Once as Once
from .nodes import Return as Return
from .nodes import StepOf as StepOf
from .nodes import SuspendOf as SuspendOf
from .nodes import Switch as Switch
from .nodes import rebuilt as rebuilt
from .nodes import walk as walk
