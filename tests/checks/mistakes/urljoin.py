# VS003 10:30 urljoin(self.url, "jobs")
from prelude import *


from urllib.parse import urljoin


class Bad(Work, name="bad"):
    async def run(self, context: Context) -> Action:
        job = await http.get(urljoin(self.url, "jobs"), reply=Job)
        return Fail(job.id)
# help:
# 3 |
# 4 |
# 5 |
# 10 |         job = await http.get(f"{self.url}/jobs", reply=Job)
