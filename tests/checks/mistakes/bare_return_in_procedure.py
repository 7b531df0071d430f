# VS004 8:13 return
from prelude import *


class Bad(Work, name="bad"):
    async def announce(self) -> None:
        if self.limit > 3:
            return
        await http.post(self.url, json=Order(name="a"), reply=Reply)

    async def run(self, context: Context) -> Action:
        await self.announce()
        return Continue()
# help:
# 8 |             return None
