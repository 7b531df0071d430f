"""A Suspend that asks again is no success."""

from prelude import *


class Ask(Work, name="ask"):  # VS219
    async def run(self, context: Context) -> Action:
        job = await http.get(self.url, reply=Job)
        return Suspend("running") if job.phase == Phase.RUNNING else Fail("not running")
