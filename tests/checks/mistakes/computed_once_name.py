# VS210 7:26 f"submit-{self.url}"
from prelude import *


class Bad(Work, name="bad"):
    async def run(self, context: Context) -> Action:
        job = await once(f"submit-{self.url}", http.post(self.url, json=Order(name="a"), reply=Job))
        return Fail(job.id)
# help:
# 7 |         job = await once("submit", http.post(self.url, json=Order(name="a"), reply=Job))
