# VS003 10:30 join(self.url, "jobs")
from prelude import *


from posixpath import join


class Bad(Work, name="bad"):
    async def run(self, context: Context) -> Action:
        job = await http.get(join(self.url, "jobs"), reply=Job)
        return Fail(job.id)
# help:
# 3 |
# 4 |
# 5 |
# 10 |         job = await http.get(f"{self.url}/jobs", reply=Job)
