# VS020 9:9 await fetched("a")
from prelude import *


class Bad(Work, name="bad"):
    async def fetched(path: str) -> Job:
        return await http.get(f"{self.url}/{path}", reply=Job)

    a = await fetched("a")
    b = await fetched("b")
    return Fail(f"{a.id} {b.id}")
# help:
# 6 |     async def run(self, context: Context) -> Action:
# 7 |         a = await self.fetched("a")
#   |         b = await self.fetched("b")
#   |         return Fail(f"{a.id} {b.id}")
# 9 |         async def fetched(self, path: str) -> Job:
# 10 |             return await http.get(f"{self.url}/{path}", reply=Job)
# 11 |
