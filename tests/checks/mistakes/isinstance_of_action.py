# VS003 11:20 Fail(job.note)
# VS003 16:12 isinstance(done, Fail)
# VS025 17:20 done
from prelude import *


class Bad(Work, name="bad"):
    async def done(self) -> bool | Fail:
        job = await http.get(self.url, reply=Job)
        if job.note is not None:
            return Fail(job.note)
        return job.phase == Phase.DONE

    async def run(self, context: Context) -> Action:
        done = await self.done()
        if isinstance(done, Fail):
            return done
        return Continue() if done else Wait("not done")
# help:
# 8 |     async def run(self, context: Context) -> Action:
# 12 |         return Continue() if job.phase == Phase.DONE else Wait("not done")
# 13 |
# 14 |
# 15 |
# 16 |
# 17 |
# 18 |
