# VS002 7:31 await http.get(self.url, reply=Job)
from prelude import *


class Bad(Work, name="bad"):
    async def run(self, context: Context) -> Action:
        job = await http.get((await http.get(self.url, reply=Job)).id, reply=Job)
        return Fail(job.id)
# help:
# 7 |         first = await http.get(self.url, reply=Job)
#   |         job = await http.get(first.id, reply=Job)
