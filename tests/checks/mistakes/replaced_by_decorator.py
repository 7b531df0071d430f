# VS036 13:6 traced
from prelude import *


def traced(method: Any) -> Any:
    method.traced = True
    return method


class Bad(Approval, name="bad"):
    actions = ACTIONS

    @traced
    def status(self, reply: Reply) -> Status | Fail:
        return reply.status
# help:
# 13 |
