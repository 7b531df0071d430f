# VS019 6:6 once
from prelude import *


class Bad(Work, name="bad"):
    @once
    async def submit(self) -> Job:
        return await http.post(self.url, json=Order(name="a"), reply=Job)

    async def run(self, context: Context) -> Action:
        job = await self.submit()
        return Fail(job.id)
# help:
# 6 |
# 8 |         return await once("submit", http.post(self.url, json=Order(name="a"), reply=Job))
