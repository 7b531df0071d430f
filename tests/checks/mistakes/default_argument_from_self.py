# VS024 10:30 self.address("jobs", True)
from prelude import *


class Bad(Work, name="bad"):
    def address(self, name: str = "jobs", *, deep: bool) -> str:
        return f"{self.url}/{name}"

    async def run(self, context: Context) -> Action:
        job = await http.get(self.address("jobs", True), reply=Job)
        return Fail(job.id)
# help:
# 10 |         job = await http.get(self.address("jobs", deep=True), reply=Job)
