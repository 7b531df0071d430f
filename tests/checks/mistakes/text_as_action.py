# VS025 8:16 "done"
from prelude import *


class Bad(Work, name="bad"):
    async def run(self, context: Context) -> Action:
        job = await http.get(self.url, reply=Job)
        return "done" if job.phase == Phase.DONE else Wait("not done")
# help:
# 8 |         return Continue() if job.phase == Phase.DONE else Wait("not done")
