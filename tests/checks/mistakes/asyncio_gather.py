# VS001 10:9 a, b = await asyncio.gather(http.get(f"{self.url}/a", reply=Job), http.get(f"{self.url}/b", reply=Job))
from prelude import *


import asyncio


class Bad(Work, name="bad"):
    async def run(self, context: Context) -> Action:
        a, b = await asyncio.gather(http.get(f"{self.url}/a", reply=Job), http.get(f"{self.url}/b", reply=Job))
        return Continue() if a.phase == b.phase else Wait("not alike")
# help:
# 3 |
# 4 |
# 5 |
# 10 |         a = await http.get(f"{self.url}/a", reply=Job)
#    |         b = await http.get(f"{self.url}/b", reply=Job)
