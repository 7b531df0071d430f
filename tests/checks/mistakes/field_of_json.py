# VS002 10:12 reply.json(Job)
from prelude import *


class Bad(Work, name="bad"):
    async def run(self, context: Context) -> Action:
        reply = await http.get(self.url)
        if reply.status != 200:
            return Wait("not there")
        if reply.json(Job).phase == Phase.DONE:
            return Continue()
        return Wait("not done")
# help:
# 10 |         job = reply.json(Job)
#    |         if job.phase == Phase.DONE:
