# VS035 6:15 run
from prelude import *


class Bad(Work, name="bad"):
    async def run(self, context: Context, tries: int = 3) -> Action:
        return Fail(f"{tries}")
# help:
# 6 |     async def run(self, context: Context) -> Action:
# 7 |         return Fail(f"{self.limit}")
