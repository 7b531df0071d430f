# VS003 10:30 os.getenv("API", API)
from prelude import *


import os


class Bad(Work, name="bad"):
    async def run(self, context: Context) -> Action:
        job = await http.get(os.getenv("API", API), reply=Job)
        return Fail(job.id)
# help:
# 3 |
# 4 |
# 5 |
# 10 |         job = await http.get(self.url, reply=Job)
