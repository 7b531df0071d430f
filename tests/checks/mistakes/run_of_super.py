# VS043 10:16 await super().run(context)
from prelude import *


class Bad(Work, name="bad"):
    async def run(self, context: Context) -> Action:
        reply = await http.get(self.url)
        if reply.status != 200:
            return Fail("refused")
        return await super().run(context)
# help:
# 10 |         return await self.rest()
#    |
#    |     async def rest(self) -> Action:
#    |         job = await http.get(self.url, reply=Job)
#    |         return Continue() if job.phase == Phase.DONE else Wait("not done")
