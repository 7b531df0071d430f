# VS215 7:22 http.get(self.url)
from prelude import *


class Bad(Work, name="bad"):
    async def answer(self) -> Response:
        return await http.get(self.url)

    async def run(self, context: Context) -> Action:
        await self.answer()
        return Continue()
# help:
# 10 |         reply = await self.answer()
# 11 |         return Continue() if reply.status == 200 else Fail("refused")
