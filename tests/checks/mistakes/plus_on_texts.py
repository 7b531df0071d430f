# VS007 7:30 self.url
from prelude import *


class Bad(Work, name="bad"):
    async def run(self, context: Context) -> Action:
        job = await http.get(self.url + "/jobs", reply=Job)
        return Fail(job.id)
# help:
# 7 |         job = await http.get(f"{self.url}/jobs", reply=Job)
