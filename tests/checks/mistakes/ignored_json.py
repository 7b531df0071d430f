# VS001 10:9 reply.json(Job)
from prelude import *


class Bad(Work, name="bad"):
    async def run(self, context: Context) -> Action:
        reply = await http.get(self.url)
        if reply.status != 200:
            return Fail("refused")
        reply.json(Job)
        return Continue()
# help:
# 10 |         job = reply.json(Job)
# 11 |         return Continue() if job.phase == Phase.DONE else Wait("not done")
