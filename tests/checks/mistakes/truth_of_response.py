# VS002 8:16 reply
from prelude import *


class Bad(Work, name="bad"):
    async def run(self, context: Context) -> Action:
        reply = await http.get(self.url)
        if not reply:
            return Fail("refused")
        return Continue()
# help:
# 8 |         if reply.status != 200:
