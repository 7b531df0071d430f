# VS025 8:16 {Phase.DONE: Continue(), Phase.RUNNING: Wait("running"), Phase.QUEUED: Wait("queued")}[job.phase]
from prelude import *


class Bad(Work, name="bad"):
    async def run(self, context: Context) -> Action:
        job = await http.get(self.url, reply=Job)
        return {Phase.DONE: Continue(), Phase.RUNNING: Wait("running"), Phase.QUEUED: Wait("queued")}[job.phase]
# help:
# 8 |         return Continue() if job.phase == Phase.DONE else Wait("not done")
