# VS036 18:30 self.address()
from prelude import *


from collections.abc import Callable


def named(function: Callable[..., str]) -> Callable[..., str]:
    return function


class Bad(Work, name="bad"):
    @named
    def address(self) -> str:
        return f"{self.url}/jobs"

    async def run(self, context: Context) -> Action:
        job = await http.get(self.address(), reply=Job)
        return Fail(job.id)
# help:
# 5 |
# 6 |
# 7 |
# 8 |
# 9 |
# 10 |
# 11 |
# 13 |
