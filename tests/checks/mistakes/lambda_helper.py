# VS009 5:38 step.uri
from prelude import *


ADDRESS = lambda step: f"{step.url}/{step.uri}"


class Bad(Work, name="bad"):
    async def run(self, context: Context) -> Action:
        job = await http.get(ADDRESS(self), reply=Job)
        return Fail(job.id)
# help:
# 5 | ADDRESS = lambda step: f"{step.url}/{step.limit}"
