# VS210 8:67 f"waiting-for-{job.id}"
from prelude import *


class Bad(Work, name="bad"):
    async def run(self, context: Context) -> Action:
        job = await http.get(self.url, reply=Job)
        return Continue() if job.phase == Phase.DONE else Suspend(f"waiting-for-{job.id}")
# help:
# 8 |         return Continue() if job.phase == Phase.DONE else Suspend("waiting-for-job")
