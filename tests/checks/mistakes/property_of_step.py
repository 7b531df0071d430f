# VS036 11:30 self.jobs
from prelude import *


class Bad(Work, name="bad"):
    @property
    def jobs(self) -> str:
        return f"{self.url}/jobs"

    async def run(self, context: Context) -> Action:
        job = await http.get(self.jobs, reply=Job)
        return Fail(job.id)
# help:
# 6 |
# 11 |         job = await http.get(self.jobs(), reply=Job)
