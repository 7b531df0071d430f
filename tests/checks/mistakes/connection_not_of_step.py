# VS024 9:52 API
from prelude import *


class Bad(Work, name="bad"):
    api: Connection = Parameter(default=Connection("jobs"))

    async def run(self, context: Context) -> Action:
        job = await http.get("/jobs/7", connection=API, reply=Job)
        return Continue() if job.phase == Phase.DONE else Wait("not done")
# help:
# 9 |         job = await http.get("/jobs/7", connection=self.api, reply=Job)
