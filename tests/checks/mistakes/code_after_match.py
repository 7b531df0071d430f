# VS021 13:9 return Fail("neither")
from prelude import *


class Bad(Work, name="bad"):
    async def run(self, context: Context) -> Action:
        job = await http.get(self.url, reply=Job)
        match job.phase:
            case Phase.DONE:
                return Continue()
            case _:
                return Wait("not done")
        return Fail("neither")
# help:
# 13 |
