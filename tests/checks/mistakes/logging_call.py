# VS001 11:9 logging.info("job %s", job.id)
from prelude import *


import logging


class Bad(Work, name="bad"):
    async def run(self, context: Context) -> Action:
        job = await http.get(self.url, reply=Job)
        logging.info("job %s", job.id)
        return Continue()
# help:
# 3 |
# 4 |
# 5 |
# 11 |         return Continue() if job.phase == Phase.DONE else Wait(f"job {job.id}")
# 12 |
