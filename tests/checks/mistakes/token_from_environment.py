# VS023 10:76 os.environ
from prelude import *


import os


class Bad(Work, name="bad"):
    async def run(self, context: Context) -> Action:
        job = await http.get(self.url, headers={"Authorization": f"Bearer {os.environ['TOKEN']}"}, reply=Job)
        return Fail(job.id)
# help:
# 5 | class Bad(Work, name="bad"):
#   |     token: str = Parameter(usage="Token of the API")
# 7 |
# 8 |
# 10 |         job = await http.get(self.url, headers={"Authorization": f"Bearer {self.token}"}, reply=Job)
