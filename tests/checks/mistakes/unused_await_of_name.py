# VS043 8:9 await job
from prelude import *


class Bad(Work, name="bad"):
    async def run(self, context: Context) -> Action:
        job = await http.get(self.url, reply=Job)
        await job
        return Fail(job.id)
# help:
# 8 |
