# VS035 11:30 joined(self.url, "jobs")
from prelude import *


def joined(*names: str) -> str:
    return "/".join(names)


class Bad(Work, name="bad"):
    async def run(self, context: Context) -> Action:
        job = await http.get(joined(self.url, "jobs"), reply=Job)
        return Fail(job.id)
# help:
# 5 | def joined(names: list[str]) -> str:
# 11 |         job = await http.get(joined([self.url, "jobs"]), reply=Job)
