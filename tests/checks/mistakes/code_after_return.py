# VS021 9:9 await http.delete(self.url, reply=Job)
from prelude import *


class Bad(Work, name="bad"):
    async def run(self, context: Context) -> Action:
        job = await http.get(self.url, reply=Job)
        return Fail(job.id)
        await http.delete(self.url, reply=Job)
# help:
# 9 |
