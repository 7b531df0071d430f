# VS001 10:9 async with asyncio.timeout(10):
from prelude import *


import asyncio


class Bad(Work, name="bad"):
    async def run(self, context: Context) -> Action:
        async with asyncio.timeout(10):
            job = await http.get(self.url, reply=Job)
        return Fail(job.id)
# help:
# 3 |
# 4 |
# 5 |
# 10 |         job = await http.get(self.url, reply=Job, timeout="10s")
# 11 |
