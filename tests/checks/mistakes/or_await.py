# VS002 8:32 await http.get(self.url, reply=Job)
from prelude import *


class Bad(Work, name="bad"):
    async def run(self, context: Context) -> Action:
        reply = await http.get(self.url, reply=Reply)
        name = reply.owner or (await http.get(self.url, reply=Job)).id
        return Fail(name)
# help:
# 8 |         job = await http.get(self.url, reply=Job)
# 9 |         return Fail(reply.owner if reply.owner is not None else job.id)
