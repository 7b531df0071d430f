# VS003 11:30 self.jobs(self.url)
from prelude import *


class Bad(Work, name="bad"):
    @classmethod
    def jobs(cls, url: str) -> str:
        return f"{url}/jobs"

    async def run(self, context: Context) -> Action:
        job = await http.get(self.jobs(self.url), reply=Job)
        return Fail(job.id)
# help:
# 6 |     @staticmethod
# 7 |     def jobs(url: str) -> str:
