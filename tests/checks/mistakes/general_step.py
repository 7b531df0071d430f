# VS038 5:7 Bad
from prelude import *


class Bad(Step, name="bad"):
    async def run(self, context: Context) -> Action:
        reply = await http.get(API, reply=Reply)
        return Continue()
# help:
# 5 | class Bad(Approval, name="bad"):
# 6 |     actions = ACTIONS
# 7 |
# 8 |
