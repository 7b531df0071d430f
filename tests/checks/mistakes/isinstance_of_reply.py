# VS003 9:12 isinstance(job.note, str)
# VS006 10:25 job.note
from prelude import *


class Bad(Work, name="bad"):
    async def run(self, context: Context) -> Action:
        job = await http.get(self.url, reply=Job)
        if isinstance(job.note, str):
            return Fail(job.note)
        return Continue()
# help:
# 9 |         if job.note is not None:
