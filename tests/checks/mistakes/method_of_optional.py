# VS006 8:30 job.note
from prelude import *


class Bad(Work, name="bad"):
    async def run(self, context: Context) -> Action:
        job = await http.get(self.url, reply=Job)
        return Continue() if job.note.startswith("ok") else Fail("not ok")
# help:
# 8 |         return Continue() if job.note is not None and job.note.startswith("ok") else Fail("not ok")
