# VS001 12:9 log.info("sending")
from prelude import *


import logging

log = logging.getLogger(__name__)


class Bad(Work, name="bad"):
    async def run(self, context: Context) -> Action:
        log.info("sending")
        job = await http.get(self.url, reply=Job)
        return Continue() if job.phase == Phase.DONE else Wait(f"job {job.id}")
# help:
# 3 |
# 4 |
# 5 |
# 6 |
# 7 |
# 12 |
