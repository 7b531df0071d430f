# VS044 7:37 http.post(f"{self.url}/{name}", json=Order(name=name), reply=Job)
from prelude import *


class Bad(Work, name="bad"):
    async def submitted(self, name: str) -> Job:
        return await once("submit", http.post(f"{self.url}/{name}", json=Order(name=name), reply=Job))

    async def run(self, context: Context) -> Action:
        a = await self.submitted("a")
        b = await self.submitted("b")
        return Fail(f"{a.id} {b.id}")
# help:
# 7 |         return await once(name, http.post(f"{self.url}/{name}", json=Order(name=name), reply=Job))
