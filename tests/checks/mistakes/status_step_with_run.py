# VS038 8:15 run
from prelude import *


class Bad(Approval, name="bad"):
    actions = ACTIONS

    async def run(self, context: Context) -> Action:
        return Continue()
# help:
# 7 |
# 8 |
# 9 |
