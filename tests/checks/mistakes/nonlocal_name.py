# VS001 9:13 tried
from prelude import *


class Bad(Work, name="bad"):
    async def run(self, context: Context) -> Action:
        tries = 0

        def tried() -> int:
            nonlocal tries
            tries += 1
            return tries

        return Continue() if tried() > 3 else Wait("again")
# help:
# 7 |         job = await http.get(self.url, reply=Job)
# 8 |         return Continue() if job.phase == Phase.DONE else Wait("again")
# 9 |
# 10 |
# 11 |
# 12 |
# 13 |
# 14 |
