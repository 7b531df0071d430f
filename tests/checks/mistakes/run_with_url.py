# VS035 6:15 run
from prelude import *


class Bad(Work, name="bad"):
    async def run(self, context: Context, url: str) -> Action:
        return Fail(url)
# help:
# 6 |     async def run(self, context: Context) -> Action:
# 7 |         return Fail(self.url)
