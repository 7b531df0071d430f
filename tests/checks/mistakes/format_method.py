# VS003 7:30 "{}/jobs".format(self.url)
from prelude import *


class Bad(Work, name="bad"):
    async def run(self, context: Context) -> Action:
        job = await http.get("{}/jobs".format(self.url), reply=Job)
        return Fail(job.id)
# help:
# 7 |         job = await http.get(f"{self.url}/jobs", reply=Job)
