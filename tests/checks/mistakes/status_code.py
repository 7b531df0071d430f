# VS009 8:30 reply.status_code
from prelude import *


class Bad(Work, name="bad"):
    async def run(self, context: Context) -> Action:
        reply = await http.get(self.url)
        return Continue() if reply.status_code == 200 else Fail("refused")
# help:
# 8 |         return Continue() if reply.status == 200 else Fail("refused")
