# VS007 9:18 "finished"
from prelude import *


class Bad(Work, name="bad"):
    async def run(self, context: Context) -> Action:
        job = await http.get(self.url, reply=Job)
        match job.phase:
            case "finished":
                return Continue()
            case _:
                return Wait("not done")
# help:
# 9 |             case "done":
