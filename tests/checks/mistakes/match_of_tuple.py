# VS001 9:18 (Phase.DONE, None)
from prelude import *


class Bad(Work, name="bad"):
    async def run(self, context: Context) -> Action:
        job = await http.get(self.url, reply=Job)
        match (job.phase, job.note):
            case (Phase.DONE, None):
                return Continue()
            case _:
                return Wait("not done")
# help:
# 8 |         match job.phase:
# 9 |             case Phase.DONE if job.note is None:
