# VS024 7:62 Fail
from prelude import *


class Bad(Work, name="bad"):
    async def run(self, context: Context) -> Action:
        job = await http.get(self.url, reply=Job, on_refused=Fail)
        return Fail(job.id)
# help:
# 7 |         job = await http.get(self.url, reply=Job, on_refused=Fail("refused"))
