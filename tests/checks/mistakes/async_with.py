# VS001 12:9 async with LOCK:
from prelude import *


import asyncio

LOCK = asyncio.Lock()


class Bad(Work, name="bad"):
    async def run(self, context: Context) -> Action:
        async with LOCK:
            job = await http.get(self.url, reply=Job)
        return Fail(job.id)
# help:
# 3 |
# 4 |
# 5 |
# 6 |
# 7 |
# 12 |         job = await http.get(self.url, reply=Job)
# 13 |
