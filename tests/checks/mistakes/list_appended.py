# VS001 8:9 names.append(self.url)
from prelude import *


class Bad(Work, name="bad"):
    async def run(self, context: Context) -> Action:
        names = []
        names.append(self.url)
        reply = await http.post(self.url, json=names, reply=Job)
        return Fail(reply.id)
# help:
# 7 |         names = [self.url]
# 8 |
