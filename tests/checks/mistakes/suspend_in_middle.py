# VS043 9:13 await Suspend("queued")
from prelude import *


class Bad(Work, name="bad"):
    async def run(self, context: Context) -> Action:
        job = await http.get(self.url, reply=Job)
        if job.phase == Phase.QUEUED:
            await Suspend("queued")
        return Continue() if job.phase == Phase.DONE else Wait("not done")
# help:
# 9 |             return Suspend("queued")
