# VS001 9:9 job: Job
# VS005 11:13 job = await http.get(f"{self.url}/many", reply=Job)
# VS005 13:13 job = await http.get(self.url, reply=Job)
from prelude import *


class Bad(Work, name="bad"):
    async def run(self, context: Context) -> Action:
        job: Job
        if self.limit > 3:
            job = await http.get(f"{self.url}/many", reply=Job)
        else:
            job = await http.get(self.url, reply=Job)
        return Fail(job.id)
# help:
# 9 |
