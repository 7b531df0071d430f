# VS024 7:46 "Job"
from prelude import *


class Bad(Work, name="bad"):
    async def run(self, context: Context) -> Action:
        job = await http.get(self.url, reply="Job")
        return Fail(job.id)
# help:
# 7 |         job = await http.get(self.url, reply=Job)
