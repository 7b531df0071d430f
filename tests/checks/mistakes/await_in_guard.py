# VS002 13:25 await self.approved()
from prelude import *


class Bad(Work, name="bad"):
    async def approved(self) -> bool:
        job = await http.get(self.url, reply=Job)
        return job.phase == Phase.DONE

    async def run(self, context: Context) -> Action:
        reply = await http.get(self.url, reply=Reply)
        match reply.message:
            case "a" if await self.approved():
                return Continue()
            case _:
                return Wait("not done")
# help:
# 11 |         reply = await http.get(self.url, reply=Reply)
#    |         approved = await self.approved()
# 13 |             case "a" if approved:
