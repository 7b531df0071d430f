# VS001 7:9 async for line in self.lines():
from prelude import *


class Bad(Work, name="bad"):
    async def run(self, context: Context) -> Action:
        async for line in self.lines():
            if line == "done":
                return Continue()
        return Wait("not done")
# help:
# 7 |         reply = await http.get(self.url, reply=Reply)
# 8 |         if "done" in reply.names:
# 9 |             return Continue()
