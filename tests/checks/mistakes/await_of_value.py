# VS043 8:15 http.get(self.url, reply=Job)
# VS043 9:17 await job
from prelude import *


class Bad(Work, name="bad"):
    async def run(self, context: Context) -> Action:
        job = http.get(self.url, reply=Job)
        found = await job
        return Fail(found.id)
# help:
# 8 |         found = await http.get(self.url, reply=Job)
# 9 |
