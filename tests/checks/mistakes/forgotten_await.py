# VS043 7:15 http.get(self.url, reply=Job)
from prelude import *


class Bad(Work, name="bad"):
    async def run(self, context: Context) -> Action:
        job = http.get(self.url, reply=Job)
        if job.phase == Phase.DONE:
            return Continue()
        return Wait(f"{job.id} is not done")
# help:
# 7 |         job = await http.get(self.url, reply=Job)
