# VS004 6:11 job.phase
from prelude import *


def decide(job: Job) -> Action:
    match job.phase:
        case Phase.DONE:
            return Continue()
        case Phase.RUNNING:
            return Wait("running")


class Bad(Work, name="bad"):
    async def run(self, context: Context) -> Action:
        job = await http.get(self.url, reply=Job)
        return decide(job)
# help:
# 10 |             return Wait("running")
#    |         case _:
#    |             return Wait("queued")
