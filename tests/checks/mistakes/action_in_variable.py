# VS003 9:18 Continue()
# VS025 10:16 action
from prelude import *


class Bad(Work, name="bad"):
    async def run(self, context: Context) -> Action:
        job = await http.get(self.url, reply=Job)
        action = Continue() if job.phase == Phase.DONE else Wait("not done")
        return action
# help:
# 9 |         return Continue() if job.phase == Phase.DONE else Wait("not done")
# 10 |
