# VS037 5:7 Bad
from prelude import *


class Bad(Step, name="bad"):
    async def execute(self, context: Context) -> Action:
        return Continue()
# help:
# 6 |     async def run(self, context: Context) -> Action:
