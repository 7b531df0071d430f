# VS043 10:15 self.job()
from prelude import *


class Bad(Work, name="bad"):
    async def job(self) -> Job:
        return await http.get(self.url, reply=Job)

    async def run(self, context: Context) -> Action:
        job = self.job()
        return Fail(job.id)
# help:
# 10 |         job = await self.job()
