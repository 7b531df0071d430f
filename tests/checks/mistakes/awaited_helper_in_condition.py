# VS002 11:12 await self.done()
from prelude import *


class Bad(Work, name="bad"):
    async def done(self) -> bool:
        job = await http.get(self.url, reply=Job)
        return job.phase == Phase.DONE

    async def run(self, context: Context) -> Action:
        if await self.done():
            return Continue()
        return Wait("not done")
# help:
# 11 |         done = await self.done()
#    |         if done:
