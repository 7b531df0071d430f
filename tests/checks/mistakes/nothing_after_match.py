# VS004 8:15 job.phase
from prelude import *


class Bad(Work, name="bad"):
    async def run(self, context: Context) -> Action:
        job = await http.get(self.url, reply=Job)
        match job.phase:
            case Phase.DONE:
                return Continue()
            case Phase.RUNNING:
                return Wait("running")
# help:
# 11 |             case Phase.RUNNING | Phase.QUEUED:
