# VS036 20:15 run
from prelude import *


from collections.abc import Callable
from functools import wraps


def logged(function: Callable[..., Any]) -> Callable[..., Any]:
    @wraps(function)
    async def around(*args: Any) -> Any:
        print("run")
        return await function(*args)

    return around


class Bad(Work, name="bad"):
    @logged
    async def run(self, context: Context) -> Action:
        return Fail(self.url)
# help:
# 5 |
# 6 |
# 7 |
# 8 |
# 9 |
# 10 |
# 11 |
# 12 |
# 13 |
# 14 |
# 15 |
# 16 |
# 17 |
# 19 |
