# VS003 7:21 http.patch(self.url, json=Order(name="a"), reply=Job)
from prelude import *


class Bad(Work, name="bad"):
    async def run(self, context: Context) -> Action:
        job = await http.patch(self.url, json=Order(name="a"), reply=Job)
        return Fail(job.id)
# help:
# 7 |         job = await http.put(self.url, json=Order(name="a"), reply=Job)
