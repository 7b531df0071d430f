# VS043 10:25 self.address()
from prelude import *


class Bad(Work, name="bad"):
    def address(self) -> str:
        return f"{self.url}/jobs"

    async def run(self, context: Context) -> Action:
        address = await self.address()
        job = await http.get(address, reply=Job)
        return Fail(job.id)
# help:
# 10 |         address = self.address()
