# VS024 7:41 data={"name": "a"}
from prelude import *


class Bad(Work, name="bad"):
    async def run(self, context: Context) -> Action:
        job = await http.post(self.url, data={"name": "a"}, reply=Job)
        return Fail(job.id)
# help:
# 7 |         job = await http.post(self.url, form={"name": "a"}, reply=Job)
