# VS003 8:28 range(200, 300)
from prelude import *


class Bad(Work, name="bad"):
    async def run(self, context: Context) -> Action:
        reply = await http.get(self.url)
        if reply.status in range(200, 300):
            return Continue()
        return Fail("refused")
# help:
# 8 |         if 200 <= reply.status < 300:
