# VS007 8:25 job.id
from prelude import *


class Bad(Work, name="bad"):
    async def run(self, context: Context) -> Action:
        job = await http.get(self.url, reply=Job)
        return Continue(job.id)
# help:
# 8 |         return Continue(Item(name=job.id))
