# VS042 11:22 self.first()
from prelude import *


class Bad(Work, name="bad"):
    async def first(self) -> Action:
        job = await http.get(self.url, reply=Job)
        return Continue() if job.phase == Phase.DONE else await self.second()

    async def second(self) -> Action:
        return await self.first()

    async def run(self, context: Context) -> Action:
        return await self.first()
# help:
# 11 |         return Wait("not done")
