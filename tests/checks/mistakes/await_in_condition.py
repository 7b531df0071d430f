# VS002 7:13 await http.get(self.url, reply=Job)
from prelude import *


class Bad(Work, name="bad"):
    async def run(self, context: Context) -> Action:
        if (await http.get(self.url, reply=Job)).phase == Phase.DONE:
            return Continue()
        return Wait("not done")
# help:
# 7 |         job = await http.get(self.url, reply=Job)
#   |         if job.phase == Phase.DONE:
