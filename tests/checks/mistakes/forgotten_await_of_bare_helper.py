# VS043 10:9 self.announce()
from prelude import *


class Bad(Work, name="bad"):
    async def announce(self) -> None:
        await http.post(self.url, json=Order(name="a"), reply=Reply)

    async def run(self, context: Context) -> Action:
        self.announce()
        return Continue()
# help:
# 6 |     async def announce(self) -> Reply:
# 7 |         return await http.post(self.url, json=Order(name="a"), reply=Reply)
# 10 |         await self.announce()
