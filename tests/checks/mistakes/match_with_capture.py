# VS001 11:18 other
from prelude import *


class Bad(Work, name="bad"):
    async def run(self, context: Context) -> Action:
        job = await http.get(self.url, reply=Job)
        match job.phase:
            case Phase.DONE:
                return Continue()
            case other:
                return Wait(f"{other}")
# help:
# 11 |             case _:
# 12 |                 return Wait(f"{job.phase}")
