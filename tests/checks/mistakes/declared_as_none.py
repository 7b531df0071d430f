# VS005 9:13 job = await http.get(self.url, reply=Job)
from prelude import *


class Bad(Work, name="bad"):
    async def run(self, context: Context) -> Action:
        job: Job | None = None
        if self.limit > 3:
            job = await http.get(self.url, reply=Job)
        if job is None:
            return Continue()
        return Fail(job.id)
# help:
# 7 |         job: Job | None
# 9 |             job = await http.get(self.url, reply=Job)
#   |         else:
#   |             job = None
