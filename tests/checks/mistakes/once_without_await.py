# VS043 7:15 once("submit", http.post(self.url, json=Order(name="a"), reply=Job))
from prelude import *


class Bad(Work, name="bad"):
    async def run(self, context: Context) -> Action:
        job = once("submit", http.post(self.url, json=Order(name="a"), reply=Job))
        return Fail(job.id)
# help:
# 7 |         job = await once("submit", http.post(self.url, json=Order(name="a"), reply=Job))
