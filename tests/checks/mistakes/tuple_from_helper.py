# VS001 12:9 a, b = await self.both()
from prelude import *


class Bad(Work, name="bad"):
    async def both(self) -> tuple[Job, Job]:
        a = await http.get(f"{self.url}/a", reply=Job)
        b = await http.get(f"{self.url}/b", reply=Job)
        return a, b

    async def run(self, context: Context) -> Action:
        a, b = await self.both()
        return Fail(f"{a.id} {b.id}")
# help:
# 6 |     async def both(self) -> list[Job]:
# 9 |         return [a, b]
# 12 |         jobs = await self.both()
# 13 |         return Fail(f"{jobs[0].id} {jobs[1].id}")
