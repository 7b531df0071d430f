# VS001 8:9 assert reply.status == 200, "refused"
from prelude import *


class Bad(Work, name="bad"):
    async def run(self, context: Context) -> Action:
        reply = await http.get(self.url)
        assert reply.status == 200, "refused"
        return Continue()
# help:
# 8 |         if reply.status != 200:
#   |             return Fail("refused")
