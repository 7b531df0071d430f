# VS043 7:16 http.get(self.url, reply=Job)
from prelude import *


class Bad(Work, name="bad"):
    async def run(self, context: Context) -> Action:
        return http.get(self.url, reply=Job)
# help:
# 7 |         job = await http.get(self.url, reply=Job)
#   |         return Fail(job.id)
