# VS002 8:17 lambda path: http.get(f"{self.url}/{path}", reply=Job)
# VS043 9:15 await fetch("a")
from prelude import *


class Bad(Work, name="bad"):
    async def run(self, context: Context) -> Action:
        fetch = lambda path: http.get(f"{self.url}/{path}", reply=Job)
        job = await fetch("a")
        return Fail(job.id)
# help:
# 8 |         job = await self.fetch("a")
# 9 |
# 10 |         return Fail(job.id)
#    |
#    |         async def fetch(self, path: str) -> Job:
#    |             return await http.get(f"{self.url}/{path}", reply=Job)
