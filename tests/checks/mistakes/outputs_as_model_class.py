# VS009 8:33 Job
from prelude import *


class Bad(Work, name="bad"):
    async def run(self, context: Context) -> Action:
        job = await http.get(self.url, reply=Job)
        return Continue(outputs=Job) if job.phase == Phase.DONE else Wait("not done")
# help:
# 8 |         return Continue(outputs=job) if job.phase == Phase.DONE else Wait("not done")
