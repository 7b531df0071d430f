# VS025 9:20 None
from prelude import *


class Bad(Work, name="bad"):
    async def run(self, context: Context) -> Action:
        job = await http.get(self.url, reply=Job)
        if job.phase == Phase.DONE:
            return None
        return Wait("not done")
# help:
# 9 |             return Continue()
