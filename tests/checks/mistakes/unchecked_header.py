# VS006 10:30 reply.headers["Location"]
from prelude import *


class Bad(Work, name="bad"):
    async def run(self, context: Context) -> Action:
        reply = await http.post(self.url, json=Order(name="a"))
        if reply.status != 201:
            return Fail("refused")
        job = await http.get(reply.headers["Location"], reply=Job)
        return Fail(job.id)
# help:
# 8 |         if reply.status != 201 or "Location" not in reply.headers:
