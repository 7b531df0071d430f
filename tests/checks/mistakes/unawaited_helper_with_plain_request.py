# VS043 10:15 self.asked()
from prelude import *


class Bad(Work, name="bad"):
    def asked(self) -> Request[Job]:
        return http.get(self.url, reply=Job)

    async def run(self, context: Context) -> Action:
        job = self.asked()
        return Fail(job.id)
# help:
# 10 |         job = await self.asked()
