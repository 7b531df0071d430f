# VS312 7:62 Break("nothing to do")
from prelude import *


class Bad(Work, name="bad"):
    async def run(self, context: Context) -> Action:
        job = await http.get(self.url, reply=Job, on_refused=Break("nothing to do"))
        return Fail(job.id)
# help:
# 7 |         job = await http.get(self.url, reply=Job, on_refused=Fail("nothing to do"))
