# VS024 8:51 **options
from prelude import *


class Bad(Work, name="bad"):
    async def run(self, context: Context) -> Action:
        options = {"timeout": "10s"}
        job = await http.get(self.url, reply=Job, **options)
        return Fail(job.id)
# help:
# 7 |         job = await http.get(self.url, reply=Job, timeout="10s")
# 8 |
