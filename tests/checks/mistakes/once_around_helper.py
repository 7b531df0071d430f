# VS024 10:36 self.submitted()
from prelude import *


class Bad(Work, name="bad"):
    async def submitted(self) -> Job:
        return await http.post(self.url, json=Order(name="a"), reply=Job)

    async def run(self, context: Context) -> Action:
        job = await once("submit", self.submitted())
        return Fail(job.id)
# help:
# 6 |
# 7 |
# 8 |
# 10 |         job = await once("submit", http.post(self.url, json=Order(name="a"), reply=Job))
