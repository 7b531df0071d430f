from prelude import *


class Bad(Work, name="bad"):
    def asked(self) -> Request[Job]:
        return http.get(self.url, reply=Job)

    async def run(self, context: Context) -> Action:
        job = await self.asked()
        return Fail(job.id)
# help:
# 5 |     async def asked(self) -> Job:
# 6 |         return await http.get(self.url, reply=Job)
