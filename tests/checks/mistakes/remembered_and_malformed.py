# VS216 7:93 Wait("not ready")
from prelude import *


class Bad(Work, name="bad"):
    async def run(self, context: Context) -> Action:
        reply = await once("submit", http.post(self.url, json=Order(name="a"), on_malformed=Wait("not ready")))
        if reply.status != 201:
            return Fail("refused")
        job = reply.json(Job)
        return Fail(job.id)
# help:
# 7 |         reply = await once("submit", http.post(self.url, json=Order(name="a"), on_malformed=Fail("not ready")))
