# VS002 8:48 {**headers, "X-Run": context.name}
from prelude import *


class Bad(Work, name="bad"):
    async def run(self, context: Context) -> Action:
        headers = {"Accept": "text/plain"}
        job = await http.get(self.url, headers={**headers, "X-Run": context.name}, reply=Job)
        return Fail(job.id)
# help:
# 7 |         job = await http.get(self.url, headers={"Accept": "text/plain", "X-Run": context.name}, reply=Job)
# 8 |
