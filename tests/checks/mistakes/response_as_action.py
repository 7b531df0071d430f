# VS025 7:16 await http.get(self.url)
from prelude import *


class Bad(Work, name="bad"):
    async def run(self, context: Context) -> Action:
        return await http.get(self.url)
# help:
# 7 |         reply = await http.get(self.url)
#   |         return Continue() if reply.status == 200 else Fail("refused")
