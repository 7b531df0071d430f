# VS001 10:13 tries += 1
from prelude import *


class Bad(Work, name="bad"):
    async def run(self, context: Context) -> Action:
        tries = 0
        reply = await http.get(self.url)
        if reply.status != 200:
            tries += 1
            if tries > 3:
                return Fail("three attempts")
            return Wait("again")
        return Continue()
# help:
# 7 |
# 10 |
# 11 |
# 12 |
