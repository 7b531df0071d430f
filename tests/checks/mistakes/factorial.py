# VS042 6:33 factorial(n - 1)
from prelude import *


def factorial(n: int) -> int:
    return 1 if n == 0 else n * factorial(n - 1)


class Bad(Work, name="bad"):
    async def run(self, context: Context) -> Action:
        return Fail(f"{factorial(self.limit)}")
# help:
# 6 |     return 1 if n == 0 else n * 2
