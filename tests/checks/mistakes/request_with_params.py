# VS024 7:40 params={"name": "a"}
from prelude import *


class Bad(Work, name="bad"):
    async def run(self, context: Context) -> Action:
        job = await http.get(self.url, params={"name": "a"}, reply=Job)
        return Fail(job.id)
# help:
# 7 |         job = await http.get(self.url, query={"name": "a"}, reply=Job)
