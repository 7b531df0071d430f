# VS005 10:13 job = await http.get(self.url, reply=Job)
# VS006 13:21 job
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
# 8 |         if self.limit <= 3:
# 9 |
# 10 |
# 11 |
# 12 |             return Continue()
#    |         job = await http.get(self.url, reply=Job)
