# VS035 6:9 run
from prelude import *


class Bad(Work, name="bad"):
    def run(self, context: Context) -> Action:
        return Fail(self.url)
# help:
# 6 |     async def run(self, context: Context) -> Action:
