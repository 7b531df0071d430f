# VS043 11:9 await asyncio.sleep(5)
from prelude import *


import asyncio


class Bad(Work, name="bad"):
    async def run(self, context: Context) -> Action:
        job = await http.get(self.url, reply=Job)
        await asyncio.sleep(5)
        return Continue() if job.phase == Phase.DONE else Wait("not done")
# help:
# 3 |
# 4 |
# 5 |
# 11 |
