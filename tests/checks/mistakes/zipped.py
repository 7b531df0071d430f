# VS003 8:52 zip(reply.names, reply.items)
from prelude import *


class Bad(Work, name="bad"):
    async def run(self, context: Context) -> Action:
        reply = await http.get(self.url, reply=Reply)
        if any(name != item.name for name, item in zip(reply.names, reply.items)):
            return Fail("not alike")
        return Continue()
# help:
# 8 |         if any(item.name not in reply.names for item in reply.items):
