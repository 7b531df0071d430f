# VS002 8:36 reply.json()
from prelude import *


class Bad(Work, name="bad"):
    async def run(self, context: Context) -> Action:
        reply = await http.get(self.url)
        if reply.status == 200 and reply.json()["phase"] == "done":
            return Continue()
        return Wait("not done")
# help:
# 8 |         if reply.status != 200:
# 9 |             return Wait("not done")
# 10 |         job = reply.json(Job)
#    |         return Continue() if job.phase == Phase.DONE else Wait("not done")
