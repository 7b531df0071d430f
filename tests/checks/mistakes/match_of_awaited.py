# VS002 7:16 await http.get(self.url, reply=Job)
from prelude import *


class Bad(Work, name="bad"):
    async def run(self, context: Context) -> Action:
        match (await http.get(self.url, reply=Job)).phase:
            case Phase.DONE:
                return Continue()
            case _:
                return Wait("not done")
# help:
# 7 |         job = await http.get(self.url, reply=Job)
#   |         match job.phase:
