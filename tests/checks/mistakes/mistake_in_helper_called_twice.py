# VS006 6:12 job.note
from prelude import *


def said(job: Job) -> str:
    return job.note.strip(" ")


class Bad(Work, name="bad"):
    async def run(self, context: Context) -> Action:
        a = await http.get(f"{self.url}/a", reply=Job)
        b = await http.get(f"{self.url}/b", reply=Job)
        return Fail(said(a)) if a.phase == Phase.DONE else Fail(said(b))
# help:
# 6 |     return job.note.strip(" ") if job.note is not None else "nothing"
