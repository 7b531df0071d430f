# VS001 7:19 fetched
from prelude import *


class Bad(Work, name="bad"):
    async def run(self, context: Context) -> Action:
        async def fetched(path: str) -> Job:
            return await http.get(f"{self.url}/{path}", reply=Job)

        a = await fetched("a")
        b = await fetched("b")
        return Fail(f"{a.id} {b.id}")
# help:
# 5 | class Bad(Work, name="bad"):
#   |     async def fetched(self, path: str) -> Job:
#   |         return await http.get(f"{self.url}/{path}", reply=Job)
#   |
# 7 |         a = await self.fetched("a")
# 8 |         b = await self.fetched("b")
# 9 |
# 10 |
# 11 |
