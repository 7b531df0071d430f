# VS002 7:13 job := await http.get(self.url, reply=Job)
from prelude import *


class Bad(Work, name="bad"):
    async def run(self, context: Context) -> Action:
        if (job := await http.get(self.url, reply=Job)).phase == Phase.DONE:
            return Continue()
        return Wait(f"{job.id} is not done")
# help:
# 7 |         job = await http.get(self.url, reply=Job)
#   |         if job.phase == Phase.DONE:
