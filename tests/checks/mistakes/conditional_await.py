# VS002 7:15 await http.get(self.url, reply=Job)
from prelude import *


class Bad(Work, name="bad"):
    async def run(self, context: Context) -> Action:
        job = await http.get(self.url, reply=Job) if self.limit > 3 else None
        return Continue() if job is None else Fail(job.id)
# help:
# 7 |         if self.limit > 3:
# 8 |             job = await http.get(self.url, reply=Job)
#   |             return Fail(job.id)
#   |         return Continue()
