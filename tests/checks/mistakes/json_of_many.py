# VS024 10:16 reply.json(list[Job])
from prelude import *


class Bad(Work, name="bad"):
    async def run(self, context: Context) -> Action:
        reply = await http.get(self.url)
        if reply.status != 200:
            return Wait("not there")
        jobs = reply.json(list[Job])
        return Continue() if len(jobs) > 0 else Wait("not done")
# help:
# 2 | from prelude import *
#   |
#   |
#   | class Jobs(Model):
#   |     jobs: list[Job]
# 10 |         found = reply.json(Jobs)
# 11 |         return Continue() if len(found.jobs) > 0 else Wait("not done")
