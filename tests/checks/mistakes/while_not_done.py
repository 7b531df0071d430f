# VS001 8:9 while not done:
from prelude import *


class Bad(Work, name="bad"):
    async def run(self, context: Context) -> Action:
        done = False
        while not done:
            job = await http.get(self.url, reply=Job)
            done = job.phase == Phase.DONE
        return Continue()
# help:
# 7 |         job = await http.get(self.url, reply=Job)
# 8 |         done = job.phase == Phase.DONE
# 9 |         if not done:
# 10 |             return Wait("not done")
