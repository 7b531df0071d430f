# VS001 6:5 match phase:
from prelude import *


def word(phase: Phase) -> str:
    match phase:
        case Phase.DONE:
            return "done"
        case _:
            return "on its way"


class Bad(Work, name="bad"):
    async def run(self, context: Context) -> Action:
        job = await http.get(self.url, reply=Job)
        return Fail(word(job.phase))
# help:
# 6 |     if phase == Phase.DONE:
# 7 |         return "done"
# 8 |     return "on its way"
# 9 |
# 10 |
