# VS001 7:9 for attempt in range(3):
from prelude import *


class Bad(Work, name="bad"):
    async def run(self, context: Context) -> Action:
        for attempt in range(3):
            reply = await http.get(self.url)
            if reply.status == 200:
                return Continue()
        return Fail("three attempts")
# help:
# 7 |         reply = await http.get(self.url)
# 8 |         if reply.status == 200:
# 9 |             return Continue()
# 10 |         return Wait("another attempt")
# 11 |
