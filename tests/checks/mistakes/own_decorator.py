# VS036 22:9 status
from prelude import *


import functools
from collections.abc import Callable


def logged(method: Callable[..., Any]) -> Callable[..., Any]:
    @functools.wraps(method)
    def wrapper(*args: Any, **kwargs: Any) -> Any:
        print(method.__name__)
        return method(*args, **kwargs)

    return wrapper


class Bad(Approval, name="bad"):
    actions = ACTIONS

    @logged
    def status(self, reply: Reply) -> Status | Fail:
        return reply.status
# help:
# 7 |
# 8 |
# 9 |
# 10 |
# 11 |
# 12 |
# 13 |
# 14 |
# 15 |
# 21 |
