# VS001 8:9 self.job = await http.get(self.url, reply=Job)
# VS009 9:21 self.job
from prelude import *


class Bad(Work, name="bad"):
    async def run(self, context: Context) -> Action:
        self.job = await http.get(self.url, reply=Job)
        return Fail(self.job.id)
# help:
# 8 |         job = await http.get(self.url, reply=Job)
# 9 |         return Fail(job.id)
