# VS001 9:18 Job(phase=Phase.DONE)
from prelude import *


class Bad(Work, name="bad"):
    async def run(self, context: Context) -> Action:
        job = await http.get(self.url, reply=Job)
        match job:
            case Job(phase=Phase.DONE):
                return Continue()
            case _:
                return Wait("not done")
# help:
# 8 |         match job.phase:
# 9 |             case Phase.DONE:
