# VS035 6:15 run
from prelude import *


class Bad(Work, name="bad"):
    async def run(self, context: Context) -> Any:
        job = await http.get(self.url, reply=Job)
        yield Wait(job.id)
# help:
# 8 |         return Wait(job.id)
