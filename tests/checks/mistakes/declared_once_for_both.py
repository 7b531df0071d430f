# VS009 10:21 job
from prelude import *


class Bad(Work, name="bad"):
    async def run(self, context: Context) -> Action:
        job: Job
        if self.limit > 3:
            job = await http.get(f"{self.url}/many", reply=Job)
        return Fail(job.id)
# help:
# 9 |             job = await http.get(f"{self.url}/many", reply=Job)
#   |         else:
#   |             job = await http.get(self.url, reply=Job)
