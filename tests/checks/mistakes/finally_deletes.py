# VS001 7:9 try:
from prelude import *


class Bad(Work, name="bad"):
    async def run(self, context: Context) -> Action:
        try:
            job = await http.get(self.url, reply=Job)
            return Fail(job.id)
        finally:
            await http.delete(self.url, reply=Job)
# help:
# 7 |         job = await http.get(self.url, reply=Job)
# 8 |         await http.delete(self.url, reply=Job)
# 9 |         return Fail(job.id)
# 10 |
# 11 |
