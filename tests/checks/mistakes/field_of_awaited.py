# VS002 7:18 await http.get(self.url, reply=Job)
from prelude import *


class Bad(Work, name="bad"):
    async def run(self, context: Context) -> Action:
        phase = (await http.get(self.url, reply=Job)).phase
        return Continue() if phase == Phase.DONE else Wait("not done")
# help:
# 7 |         job = await http.get(self.url, reply=Job)
#   |         phase = job.phase
