# VS214 11:20 Continue()
from prelude import *


class Bad(Work, name="bad"):
    async def run(self, context: Context) -> Action:
        job = await http.get(self.url, reply=Job)
        if job.phase == Phase.DONE:
            return Continue(outputs=job)
        if job.note is None:
            return Continue()
        return Wait("not done")
# help:
# 11 |             return Continue(outputs=job)
