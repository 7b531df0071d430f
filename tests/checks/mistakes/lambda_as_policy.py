# VS024 7:62 lambda reply: Fail(f"answered {reply.status}")
from prelude import *


class Bad(Work, name="bad"):
    async def run(self, context: Context) -> Action:
        job = await http.get(self.url, reply=Job, on_refused=lambda reply: Fail(f"answered {reply.status}"))
        return Fail(job.id)
# help:
# 7 |         reply = await http.get(self.url)
#   |         if reply.status != 200:
#   |             return Fail(f"answered {reply.status}")
#   |         job = reply.json(Job)
