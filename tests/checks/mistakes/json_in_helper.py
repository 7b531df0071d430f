# VS002 6:12 reply.json(Job)
from prelude import *


def job_of(reply: Response) -> Job:
    return reply.json(Job)


class Bad(Work, name="bad"):
    async def run(self, context: Context) -> Action:
        reply = await http.get(self.url)
        if reply.status != 200:
            return Fail("refused")
        return Fail(job_of(reply).id)
# help:
# 3 |
# 4 |
# 5 |
# 6 |
# 14 |         job = reply.json(Job)
#    |         return Fail(job.id)
