# VS043 11:16 self.finish()
from prelude import *


class Bad(Work, name="bad"):
    async def finish(self) -> Action:
        job = await http.get(self.url, reply=Job)
        return Fail(job.id)

    async def run(self, context: Context) -> Action:
        return self.finish()
# help:
# 11 |         return await self.finish()
