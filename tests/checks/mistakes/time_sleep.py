# VS001 13:13 time.sleep(10)
# VS042 14:26 self.run(context)
from prelude import *


import time


class Bad(Work, name="bad"):
    async def run(self, context: Context) -> Action:
        job = await http.get(self.url, reply=Job)
        if job.phase != Phase.DONE:
            time.sleep(10)
            return await self.run(context)
        return Continue()
# help:
# 4 |
# 5 |
# 6 |
# 13 |             return Wait("not done")
# 14 |
