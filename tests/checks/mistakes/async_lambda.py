# VS002 7:17 lambda path: http.get(f"{self.url}/{path}", reply=Job)
from prelude import *


class Bad(Work, name="bad"):
    async def run(self, context: Context) -> Action:
        fetch = lambda path: http.get(f"{self.url}/{path}", reply=Job)
        job = await fetch("a")
        return Fail(job.id)
# help:
# 5 | class Bad(Work, name="bad"):
#   |     async def fetch(self, path: str) -> Job:
#   |         return await http.get(f"{self.url}/{path}", reply=Job)
#   |
# 7 |         job = await self.fetch("a")
# 8 |
