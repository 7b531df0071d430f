# VS214 10:16 Continue(outputs=Item(name=job.id))
from prelude import *


class Bad(Work, name="bad"):
    async def run(self, context: Context) -> Action:
        job = await http.get(self.url, reply=Job)
        if job.phase == Phase.DONE:
            return Continue(outputs=job)
        return Continue(outputs=Item(name=job.id))
# help:
# 9 |             return Continue(outputs=Item(name=job.id, size=1))
