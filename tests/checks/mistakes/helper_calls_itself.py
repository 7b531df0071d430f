# VS042 8:71 self.finished(job.note)
from prelude import *


class Bad(Work, name="bad"):
    async def finished(self, name: str) -> bool:
        job = await http.get(f"{self.url}/{name}", reply=Job)
        return job.phase == Phase.DONE if job.note is None else await self.finished(job.note)

    async def run(self, context: Context) -> Action:
        done = await self.finished("first")
        return Continue() if done else Wait("not done")
# help:
# 8 |         return job.phase == Phase.DONE
