# VS004 6:15 announce
from prelude import *


class Bad(Work, name="bad"):
    async def announce(self):
        await http.post(self.url, json=Order(name="a"), reply=Reply)

    async def run(self, context: Context) -> Action:
        await self.announce()
        return Continue()
# help:
# 6 |     async def announce(self) -> None:
