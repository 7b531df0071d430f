# VS043 10:16 await asyncio.gather(http.get(f"{self.url}/a", reply=Job), http.get(f"{self.url}/b", reply=Job))
from prelude import *


import asyncio


class Bad(Work, name="bad"):
    async def run(self, context: Context) -> Action:
        both = await asyncio.gather(http.get(f"{self.url}/a", reply=Job), http.get(f"{self.url}/b", reply=Job))
        return Continue() if both[0].phase == both[1].phase else Wait("not alike")
# help:
# 3 |
# 4 |
# 5 |
# 10 |         a = await http.get(f"{self.url}/a", reply=Job)
# 11 |         b = await http.get(f"{self.url}/b", reply=Job)
#    |         return Continue() if a.phase == b.phase else Wait("not alike")
