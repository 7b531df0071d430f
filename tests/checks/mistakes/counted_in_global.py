# VS001 11:9 global CALLS
# VS001 12:9 CALLS += 1
from prelude import *


CALLS = 0


class Bad(Work, name="bad"):
    async def run(self, context: Context) -> Action:
        global CALLS
        CALLS += 1
        return Continue() if CALLS > 3 else Wait("not yet")
# help:
# 4 |
# 5 |
# 6 |
# 11 |         job = await http.get(self.url, reply=Job)
# 12 |         return Continue() if job.phase == Phase.DONE else Wait("not yet")
# 13 |
