# VS043 7:22 http.get(self.url, reply=Job)
from prelude import *


class Bad(Work, name="bad"):
    async def run(self, context: Context) -> Action:
        return Fail((http.get(self.url, reply=Job)).id)
# help:
# 7 |         job = await http.get(self.url, reply=Job)
#   |         return Fail(job.id)
