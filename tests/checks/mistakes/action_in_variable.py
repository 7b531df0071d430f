# VS003 8:18 Continue()
from prelude import *


class Bad(Work, name="bad"):
    async def run(self, context: Context) -> Action:
        job = await http.get(self.url, reply=Job)
        action = Continue() if job.phase == Phase.DONE else Wait("not done")
        return action
# help:
# 8 |         return Continue() if job.phase == Phase.DONE else Wait("not done")
# 9 |
