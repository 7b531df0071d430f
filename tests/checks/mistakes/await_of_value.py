# VS043 7:15 http.get(self.url, reply=Job)
from prelude import *


class Bad(Work, name="bad"):
    async def run(self, context: Context) -> Action:
        job = http.get(self.url, reply=Job)
        found = await job
        return Fail(found.id)
# help:
# 7 |         found = await http.get(self.url, reply=Job)
# 8 |
