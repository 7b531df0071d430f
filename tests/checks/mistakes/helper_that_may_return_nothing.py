# VS004 6:15 announced
from prelude import *


class Bad(Work, name="bad"):
    async def announced(self) -> Reply:
        if self.limit > 3:
            return await http.post(self.url, json=Order(name="a"), reply=Reply)

    async def run(self, context: Context) -> Action:
        reply = await self.announced()
        return Fail(reply.message)
# help:
# 8 |             return await http.post(self.url, json=Order(name="a"), reply=Reply)
#   |         return await http.post(self.url, json=Order(name="b"), reply=Reply)
