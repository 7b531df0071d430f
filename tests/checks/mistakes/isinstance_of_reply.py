# VS003 8:12 isinstance(job.note, str)
from prelude import *


class Bad(Work, name="bad"):
    async def run(self, context: Context) -> Action:
        job = await http.get(self.url, reply=Job)
        if isinstance(job.note, str):
            return Fail(job.note)
        return Continue()
# help:
# 8 |         if job.note is not None:
