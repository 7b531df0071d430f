# VS042 10:22 self.run(context)
from prelude import *


class Bad(Work, name="bad"):
    async def run(self, context: Context) -> Action:
        job = await http.get(self.url, reply=Job)
        if job.phase == Phase.DONE:
            return Continue()
        return await self.run(context)
# help:
# 10 |         return Wait("not done")
