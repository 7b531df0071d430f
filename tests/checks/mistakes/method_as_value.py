# VS009 10:30 self.jobs
from prelude import *


class Bad(Work, name="bad"):
    def jobs(self) -> str:
        return f"{self.url}/jobs"

    async def run(self, context: Context) -> Action:
        job = await http.get(self.jobs, reply=Job)
        return Fail(job.id)
# help:
# 10 |         job = await http.get(self.jobs(), reply=Job)
