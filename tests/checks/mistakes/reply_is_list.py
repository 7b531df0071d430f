# VS024 7:47 list[Job]
from prelude import *


class Bad(Work, name="bad"):
    async def run(self, context: Context) -> Action:
        jobs = await http.get(self.url, reply=list[Job])
        return Continue() if len(jobs) > 0 else Wait("none")
# help:
# 2 | from prelude import *
#   |
#   |
#   | class Jobs(Model):
#   |     jobs: list[Job]
# 7 |         found = await http.get(self.url, reply=Jobs)
# 8 |         return Continue() if len(found.jobs) > 0 else Wait("none")
