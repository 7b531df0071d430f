# VS006 9:42 reply.owner
from prelude import *


class Bad(Approval, name="bad"):
    actions = ACTIONS

    def status(self, reply: Reply) -> Status | Fail:
        return Fail(f"größer als 日本語 🎉: {reply.owner}")
# help:
# 9 |         return Fail(f"größer als 日本語 🎉: {reply.message}")
