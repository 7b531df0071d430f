# VS001 8:9 reply.raise_for_status()
from prelude import *


class Bad(Work, name="bad"):
    async def run(self, context: Context) -> Action:
        reply = await http.get(self.url)
        reply.raise_for_status()
        job = reply.json(Job)
        return Continue() if job.phase == Phase.DONE else Wait("not done")
# help:
# 7 |         reply = await http.get(self.url, on_refused=Fail("refused"))
# 8 |
