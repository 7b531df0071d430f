# VS024 8:16 Continue(id=job.id)
from prelude import *


class Bad(Work, name="bad"):
    async def run(self, context: Context) -> Action:
        job = await http.get(self.url, reply=Job)
        return Continue(id=job.id)
# help:
# 8 |         return Continue(outputs=Item(name=job.id))
