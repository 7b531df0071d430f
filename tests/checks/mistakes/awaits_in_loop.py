# VS001 7:9 for item in ["a", "b"]:
from prelude import *


class Bad(Work, name="bad"):
    async def run(self, context: Context) -> Action:
        for item in ["a", "b"]:
            reply = await http.get(f"{self.url}/{item}")
            if reply.status != 200:
                return Fail(f"{item} is missing")
        return Continue()
# help:
# 7 |         a = await http.get(f"{self.url}/a")
# 8 |         if a.status != 200:
# 9 |             return Fail("a is missing")
# 10 |         b = await http.get(f"{self.url}/b")
# 11 |         return Continue() if b.status == 200 else Fail("b is missing")
