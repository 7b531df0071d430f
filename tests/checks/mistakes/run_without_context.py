# VS035 6:15 run
from prelude import *


class Bad(Work, name="bad"):
    async def run(self) -> Action:
        return Fail(self.url)
# help:
# 6 |     async def run(self, context: Context) -> Action:
